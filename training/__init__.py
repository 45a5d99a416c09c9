"""The release recipe: ``python -m training`` builds redrisk/data/ and redrisk/model/."""

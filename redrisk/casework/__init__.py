"""Work on cases before they are learned from: checking them, and coding them evenly."""

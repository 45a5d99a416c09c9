"""The model that ships with this version; written by ``python -m training``."""

NAME = "redrisk 2026-11"
MANIFEST_SHA256 = "93a847e5532bade05a4e166b7f1f22cbaf88d1ea1f2245350e0947ba48494862"

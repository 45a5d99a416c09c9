"""The model that ships with this version; written by ``python -m training``."""

NAME = "redrisk 2026-11"
MANIFEST_SHA256 = "34213de7c58dc42fbdd7bb3ecb1f548b6c52defe42dae212221f1dabc8a9553c"

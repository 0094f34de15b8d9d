"""Train `models/linker`: `roles` (linear heads on unit vectors), then `trees` (over the features of links)."""

"""Choose which units are claims and merge restatements. Units and scores in, claims out. Start at `find.py`."""

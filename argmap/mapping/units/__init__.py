"""Cut posts into units, the stretches of text that can be claims. Start at `segment.py`."""

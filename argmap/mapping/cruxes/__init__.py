"""Compute strengths, main claims and cruxes. Claims and links in, conclusions out. Start at `crux.py`."""

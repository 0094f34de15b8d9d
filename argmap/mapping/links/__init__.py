"""Link claims: which supports or objects to which. Claims in, links with confidences out. Start at `relate.py`."""

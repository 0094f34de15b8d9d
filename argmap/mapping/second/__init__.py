"""Ask a second reader, such as a language model, and join its answers with the first reading. Start at `asking.py`."""

"""What happens to a map after it was made.

`corrections/` records a person's edits and applies them, `library/` keeps maps on disk, `worker/` maps in a process
of its own. Start reading at `corrections/journal.py`.
"""

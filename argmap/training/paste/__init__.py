"""Train `models/paste`, in this order: `starts`, `halves`, `replies`, `card`; `figures` measures the result."""

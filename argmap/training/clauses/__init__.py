"""Train `models/clauses`: the trees that decide where a sentence is cut."""

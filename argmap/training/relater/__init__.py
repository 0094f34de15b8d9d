"""Train `models/relater`: `teacher` first, then `train`, then `package`."""

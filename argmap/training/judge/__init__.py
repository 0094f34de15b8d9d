"""Train `models/judge`: the trees that decide which units are claims. `judging` prepares the threads."""

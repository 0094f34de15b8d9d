"""How long maps take: by stage, beside the floor and beside what others do, and as threads grow (`argmap bench`)."""

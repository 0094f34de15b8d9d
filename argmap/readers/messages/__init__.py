"""Read any JSON that holds a discussion: `walk` finds messages, `fields` names their fields, `read` makes posts."""

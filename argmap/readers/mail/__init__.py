"""Read mail: `mailbox` takes messages and mailboxes, `message` parses a single one."""

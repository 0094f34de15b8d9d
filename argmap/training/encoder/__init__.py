"""Make `models/encoder`: `package` converts the published MiniLM to int8; nothing is trained."""

"""Read JSON of sites' APIs and of programs that save chats, where the reader of any JSON would not do."""

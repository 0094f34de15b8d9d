"""Fetch a thread by its address: `fetch` in, a thread out. `network` guards connections, `sites` knows addresses."""

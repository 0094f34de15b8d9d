"""Read the files of one site each: saved pages and JSON. `pages` picks the reader of a page."""

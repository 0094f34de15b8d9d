"""Write a map for people to read: Markdown, the HTML page, outlines and tables."""

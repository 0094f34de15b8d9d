"""Turn markup (HTML, Markdown) into the words of a post. `dom` parses pages, `composer` builds the text."""

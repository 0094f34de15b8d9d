"""XML of comments: exports of Disqus and WordPress, and feeds (RSS, Atom)."""

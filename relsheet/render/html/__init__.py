"""Pages as self-contained HTML: one file with its style, its script and its drawings; nothing is fetched."""

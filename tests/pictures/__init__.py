"""``make pictures``: everything a user sees, as PNG files to be looked at, and the pictures of the README."""

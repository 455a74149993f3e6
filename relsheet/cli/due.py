"""``relsheet due``: one deadline in working time, or the working time between two moments."""

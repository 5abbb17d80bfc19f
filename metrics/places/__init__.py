"""Places: names and codes, who merged into whom, size classes, boundaries, breaks in a series."""

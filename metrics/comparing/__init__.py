"""Comparing: what a figure says and what must be said with it, ranks, areas on a map, sentences."""

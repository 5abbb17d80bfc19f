"""Snapshots: what came in, untouched, with where it came from; its versions and their differences."""

"""The search: what can be found, and the field that finds it."""

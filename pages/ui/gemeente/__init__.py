"""*In het kort*."""

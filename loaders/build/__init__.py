"""Making a build: everything that ships and the newest sound snapshot of every source in one file."""

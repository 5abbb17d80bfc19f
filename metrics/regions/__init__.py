"""Regional divisions: dividing the lasten of a jeugdregio by a key, and how far two divisions coincide."""

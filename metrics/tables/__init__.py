"""Tables of the command line that are no page: every figure in one, and whether a picture holds."""

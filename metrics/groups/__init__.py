"""Groups of gemeenten: who is in one, its figure, and whether a picture holds with others."""

"""The home page, *Kies een gemeente*."""

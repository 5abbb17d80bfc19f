"""*Vergelijken*."""

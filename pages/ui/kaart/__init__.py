"""*Kaart*."""

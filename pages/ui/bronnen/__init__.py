"""*Bronnen en versies*."""

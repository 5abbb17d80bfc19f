"""*Gesprek voorbereiden*."""

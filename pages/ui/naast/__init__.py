"""*Twee gemeenten naast elkaar*."""

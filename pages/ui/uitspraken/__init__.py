"""*Uitspraken getoetst*."""

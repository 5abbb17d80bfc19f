"""*Gebruik van jeugdhulp*."""

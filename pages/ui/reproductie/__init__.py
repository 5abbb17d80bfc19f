"""*Tabellen nagerekend*."""

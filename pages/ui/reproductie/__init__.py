"""*Rapport nagerekend*."""

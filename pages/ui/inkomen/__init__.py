"""*Inkomen en lage inkomens*."""

"""*Begroting en rekening*."""

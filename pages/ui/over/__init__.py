"""*Over Eigenwijzer*."""

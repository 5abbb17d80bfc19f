"""*Vijf gemeenten in 2021*."""

"""Income and low income, with their deciles over all gemeenten."""

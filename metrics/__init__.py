"""What the product exists for: comparing gemeenten. Pure: no files, clock, network, screen or database."""

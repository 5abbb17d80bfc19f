"""*Wat is nieuw?*: what newer versions of the figures changed for one gemeente."""

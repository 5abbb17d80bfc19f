"""Zo rekenen wij: every rule of the figures with its formula, our reason, where it stands and an example."""

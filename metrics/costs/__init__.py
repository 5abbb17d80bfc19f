"""Costs: amounts on the youth taakvelden, the figures made of them, and what they are made of."""

"""Codes that are no gemeente and stand in more than one module."""

NEDERLAND = "NL01"  # as CBS writes it in every table

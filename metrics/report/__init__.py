"""The report of 2021: its printed figures, recomputed, audited cell by cell and claim by claim."""

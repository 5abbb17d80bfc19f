"""What every table has to satisfy before it may replace figures: keys, ranges, coverage, units, sums.

A check is a query that returns the offending rows (a mask for the few frames). All are run, and what they found is
raised once, with at most five rows each and with what would have gone wrong. Notes are weaker: they are shown, and
the table is used.
"""

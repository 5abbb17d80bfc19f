"""The CBS feed and PDOK: what to ask, asking politely, and getting a source into a snapshot."""

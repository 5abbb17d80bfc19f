"""Pieces that pages are made of: tables, notices, blocks, search, colours. Pure."""

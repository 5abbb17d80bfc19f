"""Everything that touches the world: the CBS feed, snapshots, normalising, checks and the DuckDB store."""

__version__ = "2"  # part of every build id: raise it when the same input should give another build

"""What pages share: frame and cache (Streamlit), selection, charts, tables, formats and exports (pure)."""

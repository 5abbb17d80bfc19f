"""Files that people type: what ships in `data/`, the register of sources, the analyst's own files."""

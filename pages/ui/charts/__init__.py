"""Charts as values (`spec`, `spec_rows`, `spec_map`), drawn on screen (`screen`) or on paper (`paper`)."""

"""Documents to take along: what they say (`content`), as Word (`word`) and as tagged PDF (`pdf`)."""

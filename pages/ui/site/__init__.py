"""The site around the pages: frame, builds, menu, choices, server. All that knows Streamlit."""

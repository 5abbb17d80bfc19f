"""Use of youth care: shares of young people, and what is usual between gemeenten."""

"""*Samen doen of zelf doen?*."""

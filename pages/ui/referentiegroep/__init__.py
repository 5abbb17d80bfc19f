"""*Met wie vergelijken?*."""

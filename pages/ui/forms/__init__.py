"""A form on a page: asked in parts, answered in the link (choices) and the visit (free text), told in a Word page."""

"""An analyst's own figures: the template, reading an upload, checking it, showing it."""

"""The web server around the pages, the files it hands out, and whose installation it is."""

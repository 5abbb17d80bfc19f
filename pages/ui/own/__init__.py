"""An analyst's own figures: the template, reading an upload, checking it, showing it.

Three kinds of file come in by `panel`, all read as lines by `sheet`: own amounts and young people (`figures`), what a
monitor's export states of the gemeente (`monitor_export`), and the lasten per product (`products`).
"""

"""Small pictures as SVG text: the strip, the spread and the trend of a card."""

"""Numbers as such: rounding as printed, ratios, deciles and bands of chance."""

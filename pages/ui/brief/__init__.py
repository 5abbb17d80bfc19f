"""The brief: what is told of one gemeente on one sheet, for *In het kort* and *Gesprek voorbereiden*."""

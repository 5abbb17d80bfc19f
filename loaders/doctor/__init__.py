"""Trying the services and the register without loading anything: `python -m loaders doctor`."""

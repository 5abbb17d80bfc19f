"""*Begrippen en leeswijzer*."""

"""*Uw jeugdregio*."""

"""What a visit chose: read from the address, drawn as choosers, carried along in links."""

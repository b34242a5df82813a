"""From draft to release: catalogs that come back are merged, stamps are given, editions are released."""

"""The formats of an edition, one a file; they share nothing but the rooms above them."""

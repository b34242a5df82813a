"""What the validators of single formats find, and what they leave alone."""

"""Whether the files of an edition are sound: what we see ourselves, and what the validators of the machine see."""

"""What catalogs, registries and reference managers are told of an edition, one standard a file."""

"""A project's documents and catalogs, read once: what every later stage works on."""

"""Which fonts an edition is set in, and their subsets for the web."""

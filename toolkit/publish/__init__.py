"""Editions out of date, made anew: the plan (pure), the run, and the manifest that remembers what went into each file."""

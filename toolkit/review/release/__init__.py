"""Releases: the gate that a translation passes, and what is recorded of it."""

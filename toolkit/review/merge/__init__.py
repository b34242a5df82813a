"""Catalogs merged by segment id and by field: one engine for git, for files that come back, and for whoever edits."""

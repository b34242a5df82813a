"""Formats that translations are exchanged in: one a file, and none knows another."""

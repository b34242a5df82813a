"""The documentation, and what makes its reference out of the code."""

"""Polyedition: documents in one language in, one edition per language out."""

__version__ = "0.1.0"

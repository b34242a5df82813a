"""Editions made on other machines: the cluster's two ends, and what goes between them."""

"""Drafts of translations: from the translation memory or from a machine, verified, and written as what they are."""

"""Checks of translations, one a file: errors break an edition or mislead its reader, warnings ask for a second look."""

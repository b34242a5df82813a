"""Message catalogs: the model, the PO format, alignment with a changed source, and the update of translations."""

"""The PDF edition, tagged and archivable; the only room that knows WeasyPrint."""

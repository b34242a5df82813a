"""Documents of other programs as our Markdown: Word, OpenDocument, HTML, Markdown of other dialects."""

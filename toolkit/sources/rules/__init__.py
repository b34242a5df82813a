"""What our Markdown has beyond CommonMark, and what it names instead of printing: one rule of the parser a file."""

"""What a project's settings say, and where its files lie."""

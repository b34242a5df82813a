"""What leads readers to the editions: home and language pages, a page a recommendation, feeds, search, the script."""

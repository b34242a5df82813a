"""What the machine gives: files, the time, what packages have installed. Knows nothing of texts."""

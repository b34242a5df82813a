"""What is known of languages: their profiles, and texts as letters, numbers, words and protected parts."""

"""What many readers ask for at once is worked out once."""

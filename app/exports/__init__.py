"""Answers as bytes: CSV, JSON and the like, for commands and pages alike."""

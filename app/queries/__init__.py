"""Questions. Nothing here writes."""

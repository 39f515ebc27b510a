"""What must hold in every database at every commit (trust.md: the numbers), each as one question."""

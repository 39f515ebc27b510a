"""What the clock does. Every job does what is due and not done yet, however often and wherever it is run."""

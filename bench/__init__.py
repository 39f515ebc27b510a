"""What is measured, with a command each: `python -m bench [name …]`."""

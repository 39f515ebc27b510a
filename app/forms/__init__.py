"""request.form and uploaded files in, clean values or messages out."""

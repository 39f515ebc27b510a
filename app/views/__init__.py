"""HTTP in, HTML out; one module per noun. A view finds, asks or does, then renders."""

"""What people can do: one function, one verb. The edge opens the transaction; services never commit."""

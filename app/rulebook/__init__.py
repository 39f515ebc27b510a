"""The competition in plain Python: no framework, no database, no clock."""

"""The ways out of the building."""

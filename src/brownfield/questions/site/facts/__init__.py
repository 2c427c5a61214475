"""What is told of places, as plain data."""

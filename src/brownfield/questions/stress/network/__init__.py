"""Network: one year of a plan as an ordinary week, and what a stop takes."""

"""Console: what the commands do and print."""

"""Model: the planning problem as sparse arrays, one file per constraint family."""

"""Figures of a stress test: what was found in, chart specifications out."""

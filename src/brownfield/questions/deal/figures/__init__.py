"""Figures of a deal: what is agreed in, chart specifications out."""

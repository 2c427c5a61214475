"""Figures: facts in, chart specifications out, one file per figure."""

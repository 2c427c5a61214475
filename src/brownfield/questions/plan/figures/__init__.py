"""Figures of a plan: facts in, chart specifications out, one file per figure."""

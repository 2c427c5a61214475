"""Solvers behind one small interface; each is imported in one place."""

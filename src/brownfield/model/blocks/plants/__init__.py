"""Constraint families of plants: hours, openings, patterns, reserved line time."""

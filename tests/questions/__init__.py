"""Tests of what every question has in common."""

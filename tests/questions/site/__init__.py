"""Tests of the place of a headquarters."""

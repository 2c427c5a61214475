"""Tests of brownfield.solve."""

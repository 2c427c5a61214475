"""Tests of brownfield.sweeping."""

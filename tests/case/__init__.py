"""Tests of brownfield.case."""

"""Tests of brownfield."""

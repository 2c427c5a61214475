"""Tests of the derived columns."""

"""Tests of the impact of a plan."""

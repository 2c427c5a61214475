"""Tests of what the commands ask and print."""

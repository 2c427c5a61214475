"""Tests of the plan and of its independent recount."""

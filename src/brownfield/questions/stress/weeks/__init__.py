"""Weeks: what happens week by week when an event strikes?"""

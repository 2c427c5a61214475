"""Coalitions: what can each group of parties do, and how is it shared?"""

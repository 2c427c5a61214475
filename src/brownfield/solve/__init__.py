"""Solve: what is optimal, how sure is it, and what does it mean in tables?"""

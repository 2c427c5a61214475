"""Sweep: what does each possible stop cost, and whom does it hit?"""

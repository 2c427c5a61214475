"""What does a contract pay whom, after tax, and what may a state give?"""

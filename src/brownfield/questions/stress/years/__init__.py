"""Years: how often does what stop, and what does it cost over time?"""

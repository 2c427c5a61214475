"""Which charts show the impact of a plan?"""

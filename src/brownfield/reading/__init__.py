"""Which statements stand in a text, and who made them?"""

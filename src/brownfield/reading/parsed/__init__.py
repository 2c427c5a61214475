"""Which statements stand in a text whose grammar is known?"""

"""Which rules must the tables of a case keep?"""

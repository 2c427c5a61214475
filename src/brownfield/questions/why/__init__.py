"""Why is the answer what it is, and what would have to be true for another one?"""

"""How sure is the best plan?"""

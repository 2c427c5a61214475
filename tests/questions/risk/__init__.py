"""How sure is the best plan, against arithmetic on paper?"""

"""How are the tables of a case shown, changed and given away?"""

"""How does an answer change with the numbers of a case?"""

"""How are the tables of a case read from files?"""

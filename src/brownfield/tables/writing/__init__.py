"""How are the tables of a case written?"""

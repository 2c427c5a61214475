"""What do the tables and settings of a case say, before they are a case?"""

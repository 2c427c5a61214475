"""What do the pages of runs and their answers show?"""

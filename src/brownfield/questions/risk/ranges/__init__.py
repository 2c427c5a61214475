"""What do the ranges of assumptions do to the best plan?"""

"""What do ranges of assumptions do, and what is it worth to know them?"""

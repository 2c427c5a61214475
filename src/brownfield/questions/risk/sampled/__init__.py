"""What do futures drawn from the ranges say?"""

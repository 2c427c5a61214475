"""What does a plan do, and what is it worth, in each future?"""

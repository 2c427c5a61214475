"""Where should the functions of a headquarters go?"""

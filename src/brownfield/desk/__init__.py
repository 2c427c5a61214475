"""How do planners work with cases and answers in a browser?"""

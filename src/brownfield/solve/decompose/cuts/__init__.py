"""How do cuts bound what the parts are worth?"""

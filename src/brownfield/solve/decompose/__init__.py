"""How is a plan found and proved future by future?"""

"""Tax: what is left of a payment after tax?"""

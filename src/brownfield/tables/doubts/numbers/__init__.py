"""Which numbers are allowed and hardly plausible?"""

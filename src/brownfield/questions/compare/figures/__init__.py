"""Which pictures carry the answer?"""

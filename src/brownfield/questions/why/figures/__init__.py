"""Which pictures carry a reason: its bridge, its break-evens, the decision tree?"""

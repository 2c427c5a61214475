"""How good is each place, for which weights?"""

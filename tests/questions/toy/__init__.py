"""A question of five short files: how many vehicles does the market ask for?"""

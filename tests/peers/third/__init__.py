"""A third, slow formulation of a plan, written from the law alone.

It shares no code with `derive`, `model` or `plans`: it reads the rows of the tables in
plain loops, makes a column for every decision and a binary for every choice, prunes
nothing, and gives the best value.
"""

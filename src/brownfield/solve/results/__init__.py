"""Results: how does a solution become the tables of a plan?"""

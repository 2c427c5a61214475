"""Plan: what is built where, when and how, and what is it worth to whom?"""

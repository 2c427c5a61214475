"""Cures: which of them are worth their money?"""

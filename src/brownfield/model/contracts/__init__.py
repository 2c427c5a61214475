"""Contracts: which columns does a contract bear on, and what does it pay?"""

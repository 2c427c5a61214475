"""Databases: how is a case read from and written to a server of them?"""

"""Plan: what is decided, and does an independent recount agree?"""

"""Which doubts has the case answered?"""

"""How are many independent pieces of work run, and stopped?"""

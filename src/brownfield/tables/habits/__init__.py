"""How do people keep their tables, and how is that read?"""

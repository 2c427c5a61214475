"""How is a question answered in a process of its own, watched and stopped?"""

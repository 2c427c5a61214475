"""Search: how is a best plan found, and how sure is it?"""

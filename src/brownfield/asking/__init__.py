"""How is a question asked, and what can its answer do?"""

"""How does a shared point become a plan with whole decisions in every part?"""

"""Which claims is a case built on, and which of them does the decision hang on?"""

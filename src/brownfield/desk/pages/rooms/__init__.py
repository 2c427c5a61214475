"""What can be done on the desk with the answer to a single question?"""

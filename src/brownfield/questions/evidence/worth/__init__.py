"""What is it worth to know whether a claim is true?"""

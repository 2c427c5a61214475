"""What is said about the numbers of a case, how good is it, in which words?"""

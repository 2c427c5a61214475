"""What is told of claims, as plain data?"""

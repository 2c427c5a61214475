"""What is claimed, how well, and what does it say of the numbers?"""

"""What is the best plan that has, or has not, what is asked about, and why less?"""

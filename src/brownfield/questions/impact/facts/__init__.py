"""What is told of the impact of a plan?"""

"""What is told of a risk, read off its answer?"""

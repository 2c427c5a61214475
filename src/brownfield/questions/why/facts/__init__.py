"""What is told of a why, read off its answer?"""

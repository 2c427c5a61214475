"""What is told of plans that stand side by side, whatever the question?"""

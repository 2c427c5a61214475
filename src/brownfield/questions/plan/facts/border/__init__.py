"""What does the law ask at a border of what a plan delivers?"""

"""What does a board decide by the plan, and what comes of it?"""

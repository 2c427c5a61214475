"""What does a workspace keep, and what happens when a process dies?"""

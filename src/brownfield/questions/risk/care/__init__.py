"""What does care for the worst futures cost?"""

"""What is allowed and hardly meant, or read and not yet planned with?"""

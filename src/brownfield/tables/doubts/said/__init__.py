"""What is hardly meant about statements and what they bear on?"""

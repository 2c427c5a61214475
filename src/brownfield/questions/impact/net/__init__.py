"""What of it is additional, and what does it bring the public purse?"""

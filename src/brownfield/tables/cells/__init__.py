"""What may a cell hold, and how is it read?"""

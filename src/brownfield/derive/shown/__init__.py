"""What of the derived columns is shown by itself, without a plan?"""

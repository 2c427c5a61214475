"""What does a plan bring the region and the public purse, beyond what comes anyway?"""

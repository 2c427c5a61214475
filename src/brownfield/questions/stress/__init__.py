"""What breaks, for how long, at what cost, and which cure pays?"""

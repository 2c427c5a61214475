"""Which plans stand beside the best one, and what are they held to?"""

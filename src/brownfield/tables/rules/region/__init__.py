"""Do the tables of regions and headquarters agree with each other?"""

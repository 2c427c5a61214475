"""What does one text mean: which number, unit, year or customs heading?"""

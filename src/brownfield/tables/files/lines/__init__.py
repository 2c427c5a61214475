"""What do the lines of a CSV file look like, before they are cells?"""

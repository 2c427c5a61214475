"""Trade: which duty does the law ask, and do goods originate?"""

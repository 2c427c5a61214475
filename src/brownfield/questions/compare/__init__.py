"""What is the case worth under each of many what-ifs, and which cash makes it so?"""

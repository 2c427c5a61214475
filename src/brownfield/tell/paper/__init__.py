"""What does a board read of an answer: four pages, on paper or as slides?"""

"""How is a large case with one future planned, product by product?"""

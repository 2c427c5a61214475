"""Arrays: how are labelled rows and columns kept as numbers?"""

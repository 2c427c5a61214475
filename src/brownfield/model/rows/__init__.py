"""Which rows of the case does the model read, node by node?"""

"""Which problems have one cause, and which can be mended without a guess?"""

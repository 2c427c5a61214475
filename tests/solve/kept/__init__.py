"""Are models that are kept asked again in little time, and rightly?"""

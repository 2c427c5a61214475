"""Support: which public support is justified, and which is allowed?"""

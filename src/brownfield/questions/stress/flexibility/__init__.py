"""Flexibility: how much could be sold if demand turned out otherwise?"""

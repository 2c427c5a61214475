"""Staying: who keeps to the deal later on, and at which volume?"""

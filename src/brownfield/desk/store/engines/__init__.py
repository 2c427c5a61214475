"""Engines: in which file or on which server does a workspace stand?"""

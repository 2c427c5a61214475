"""Where should each vehicle be built, when, how, and worth what to whom?"""

__version__ = "0.1.0"

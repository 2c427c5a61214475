"""Money, recounted: cash, contracts, support, tax, worth."""

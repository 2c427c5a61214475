"""Trade, recounted: cost at the gate, origin, duty, landed cost."""

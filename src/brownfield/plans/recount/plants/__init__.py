"""Plants, recounted: openings, hours, programmes, buyers."""

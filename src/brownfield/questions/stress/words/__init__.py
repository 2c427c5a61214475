"""Words of a stress test: what was found in, sentences out."""

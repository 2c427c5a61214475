"""Words of a deal: what was found in, sentences out; nothing is computed."""

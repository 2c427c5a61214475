"""Facts of a stress test: parts of its document, each with what makes it."""

"""Hand-made cases of trade law, read by the tests of `derive` and of the recount."""

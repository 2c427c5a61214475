"""What is free because it was forgotten: where neighbours have it, and a row has not."""

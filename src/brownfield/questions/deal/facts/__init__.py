"""What is there to tell of a deal? Records that JSON, words and figures share."""

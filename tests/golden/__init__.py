"""Cases whose answers are known from paper."""

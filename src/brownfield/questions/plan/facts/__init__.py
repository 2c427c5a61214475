"""Facts of a plan: plain values and frames that page, JSON and sentences share."""

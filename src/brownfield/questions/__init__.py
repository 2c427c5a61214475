"""Questions: a room each, all of one shape; none knows another."""

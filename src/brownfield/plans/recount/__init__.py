"""Second, independent count of everything a plan claims, in plain loops over rows."""

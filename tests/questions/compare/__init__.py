"""Plans under what-ifs side by side, against arithmetic on paper."""

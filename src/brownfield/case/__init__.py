"""Case: a frozen set of tables, its what-ifs and its scenario tree."""

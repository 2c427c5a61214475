"""A kit for telling: numbers, tables, text, pages, charts; it knows no question."""

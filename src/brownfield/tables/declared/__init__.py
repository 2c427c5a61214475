"""The declarations of the tables, one file per group of SCHEMA."""

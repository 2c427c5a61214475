"""How is a schema of PostgreSQL kept for one who writes while others wait?

A lock is a number of the database that ends with its connection. It is made of the name
of the schema: readers share it, a writer has it alone. Without it a reader who came
before a writer would find the new tables empty, as their rows are of a later state.
"""

NUMBER = "pg_catalog.hashtextextended('brownfield ' || CAST(%s AS text), 0)"
SHARED = f"SELECT pg_catalog.pg_advisory_lock_shared({NUMBER})"  # until the link ends
ALONE = f"SELECT pg_catalog.pg_advisory_xact_lock({NUMBER})"  # until the change ends
TRIED = f"SELECT pg_catalog.pg_try_advisory_lock({NUMBER})"  # at once, or not at all

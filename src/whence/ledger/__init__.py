"""Floor 2: the ledger on disk, in SQLite or PostgreSQL."""

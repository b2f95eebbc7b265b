"""Floor 5: the desk, pages and an API over one ledger, served to a browser."""

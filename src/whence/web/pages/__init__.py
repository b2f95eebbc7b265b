"""The pages of the desk, one module each: a path, a query to the ledger, a template."""

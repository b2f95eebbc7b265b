"""A team around one ledger: accounts, passwords, signing in."""

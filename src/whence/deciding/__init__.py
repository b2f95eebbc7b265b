"""Deciding: a person's decision taken into the ledger, and its effect worked out at once."""

"""How the ledger's tables came to be, one step a file; run by program, never by hand."""

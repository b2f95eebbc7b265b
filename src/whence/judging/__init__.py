"""Judging: from what the machine proposes and what people decided to what is shown. Pure."""

"""Whence: who says what, on whose word, when, how many, and where the accounts part."""

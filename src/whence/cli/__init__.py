"""Floor 5: the command line, a thin shell over public functions."""

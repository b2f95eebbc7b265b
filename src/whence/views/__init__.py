"""Floor 3: records as a person reads them, on the desk and on the one-file page alike."""

"""Floor 4: records on their way out: JSON lines, CSV, the one-file page."""

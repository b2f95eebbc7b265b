"""Floor 2: files, pages, feeds and archives become reports."""

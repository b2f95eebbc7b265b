"""Floor 2: extractions of many reports become entities, relays, reuse, points and origins."""

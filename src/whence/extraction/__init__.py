"""Floor 2: a report's text becomes attributions, mentions, time expressions and quantities."""

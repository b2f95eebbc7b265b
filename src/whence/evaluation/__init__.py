"""Floor 4: measuring the stages against hand-made gold."""

"""Floor 3: the only place that joins the stages."""

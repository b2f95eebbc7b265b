"""Floor 0: the frozen records that stages take and give. Types only, no behaviour of a stage."""

"""The recipe for the network's weights: read settings, data, network, loop, export, report."""

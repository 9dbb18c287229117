"""Bringing in the snapshot of arXiv's metadata: tag block by block, on all cores, then merge once."""

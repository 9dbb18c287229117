"""The public snapshot of arXiv's metadata: one file of JSON lines, plain or packed, read as a stream."""

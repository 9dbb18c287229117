"""The layout engine of the map: which cell each topic takes and how the lines between them run."""

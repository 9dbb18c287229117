"""Where papers come from; the only package that speaks to the network."""

"""What vlagraph knows and computes: values in, values out; no files, network, clock or chance."""

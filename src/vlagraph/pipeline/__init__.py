"""One module per job: paths and choices in, values out; no terminal."""

"""Files on disk: the workspace, the roadmap, the papers and the reader's own marks."""

"""The generated pages; the only package that writes HTML."""

"""Sources in one file each, as a reader would add them."""

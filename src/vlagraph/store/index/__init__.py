"""A derived index of a file of papers, so that an answer reads the papers that it needs and no others.

The file of papers stays the truth. An index can be deleted at any time; one that is of another state of the
file, damaged or foreign is made anew, and where none can be kept everything is read.
"""

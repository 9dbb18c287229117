"""Damaged and hostile input for every reader: ours or an error of ours, and soon."""

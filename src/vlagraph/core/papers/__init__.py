"""Papers: their ids and titles, watch rules, where they stand for a reader, and what is new."""

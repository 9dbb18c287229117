"""New papers for a reader: what came out, why it matches, and the reader's own judgement."""

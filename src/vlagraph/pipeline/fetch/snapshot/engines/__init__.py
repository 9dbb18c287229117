"""Where the blocks of a snapshot are tagged: in processes of this machine, or by a cluster."""

"""Files that nobody should hand in, made by seed: what comes of them is a message, and never anything else."""

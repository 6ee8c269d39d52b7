"""Each layer and loss once more in letters: its forward equation, and nothing else."""

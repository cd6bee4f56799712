"""The commissioner's pages: sealed releases, and nothing else."""

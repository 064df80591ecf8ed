"""What workers tell their own service or practice of a listing, and nobody else."""

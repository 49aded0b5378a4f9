"""What keeps a student process away from everything else."""

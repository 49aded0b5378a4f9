"""What an author runs: checks of what was written, and skeletons of what is new."""

"""Where the parts of the course lie, and what all of the package shares."""

"""Paths, `course.yml` and what follows from it, errors: what the whole package shares."""

"""What the checks are worth: whether they catch and name mistakes, and accept what is right."""

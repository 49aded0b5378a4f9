"""Assignment `ramps` of the tests' small course."""

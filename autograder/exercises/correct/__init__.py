"""Other right ways to write each function: a check that fails one of them is wrong itself."""

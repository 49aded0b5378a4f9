"""The right values that checks and tests compare with, and how they are made."""

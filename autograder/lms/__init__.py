"""Hand-ins from a learning management system's zip, and points and feedback back into it."""

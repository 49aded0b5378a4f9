"""The notebooks: read from `solutions/`, made for `exercises/`."""

"""What systems and editors leave in folders. It does not count as handed in."""

LITTER = (
    "._*", ".DS_Store", "__MACOSX", "Thumbs.db", "desktop.ini", ".~*", "~$*", ".ipynb_checkpoints",
)  # fmt: skip

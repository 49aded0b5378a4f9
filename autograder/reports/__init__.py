"""Reports of graded test cells as data: how one is made, stored in a notebook and read again."""

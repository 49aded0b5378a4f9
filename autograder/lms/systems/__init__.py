"""What each learning management system calls files, students and columns; `table` lists them."""

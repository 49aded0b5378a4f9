"""What runs in the student process, where the student's code can change it."""

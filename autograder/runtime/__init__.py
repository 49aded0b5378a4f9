"""What a running notebook needs on both sides: in the student process and in the judge."""

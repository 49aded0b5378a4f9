"""What the pages that grading writes share: colours, style sheet, filters, small pictures."""

"""First access: from the trial to the first document issued."""

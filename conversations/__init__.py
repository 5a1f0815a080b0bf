"""What is asked, answered and said. No input or output of its own."""

"""One-time pages."""

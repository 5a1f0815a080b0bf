"""A reseller's customers as a file that spreadsheet programs open, made beside the event loop."""

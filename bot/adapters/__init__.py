"""The real adapters of the ports, each under its port's file name."""

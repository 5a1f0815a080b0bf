"""What every implementation of a port keeps, the fake and the real one alike."""

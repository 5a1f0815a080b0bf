"""What people send is fetched from the channel it was sent on, from the emulators of both."""

"""How the program is watched from outside: whether it is ready, and what it measures."""

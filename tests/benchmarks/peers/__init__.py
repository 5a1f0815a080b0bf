"""The same dialogue on other libraries: scripts, each with an environment and a lock of its own."""

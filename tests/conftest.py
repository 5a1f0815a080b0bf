"""The fixtures of the suite, each in a module of its own."""

pytest_plugins = ["tests.valkey"]

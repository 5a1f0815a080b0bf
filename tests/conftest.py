"""The fixtures of the suite, each in a module of its own."""

pytest_plugins = ["tests.kit.program", "pytester", "tests.environment", "tests.no_skips", "tests.postgres", "tests.valkey"]

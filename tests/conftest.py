"""The fixtures of the suite, each in a module of its own."""

pytest_plugins = [
    "pytester",
    "tests.browser",
    "tests.environment",
    "tests.garbage",
    "tests.kit.program",
    "tests.no_skips",
    "tests.postgres",
    "tests.quick_files",
    "tests.valkey",
    "tests.valkey_cluster",
]

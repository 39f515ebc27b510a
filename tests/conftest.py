"""What every test may ask for; the fixtures themselves stand in tests/fixtures/."""

pytest_plugins = [
    "tests.fixtures.postgres",
    "tests.fixtures.processes",
    "tests.fixtures.databases",
    "tests.fixtures.browser",
    "tests.fixtures.visitors",
]

"""Test suites and the databases that they run on."""

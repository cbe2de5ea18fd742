"""Test suites and their databases."""

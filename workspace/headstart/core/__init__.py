"""Paths, errors, programs, git and files: what every other package uses."""

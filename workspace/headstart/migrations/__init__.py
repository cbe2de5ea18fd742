"""Revisions, their linting, comparison with published ones, and rehearsal."""

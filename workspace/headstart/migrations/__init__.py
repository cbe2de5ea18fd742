"""Revisions: read, linted, compared with published ones, rehearsed."""

"""Tests of ``inv upgrade``: real repositories and real merges, on a template of a few files."""

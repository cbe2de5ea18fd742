"""Runs single migrations with a pause around every statement, for a rehearsal."""

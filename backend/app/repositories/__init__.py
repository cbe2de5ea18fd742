"""Queries. This is the only layer with SQL, and it never commits."""

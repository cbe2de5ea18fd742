"""Finds differences between models and database that Alembic's autogenerate misses.

This is an Alembic plugin with an entry point. It creates the models' tables in scratch schemas inside a
savepoint, reads all definitions of both schemas as PostgreSQL prints them, and adds statements that make them
equal.
"""

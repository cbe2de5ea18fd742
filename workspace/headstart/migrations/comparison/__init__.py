"""What Alembic's autogenerate misses: models and database, compared as PostgreSQL prints them.

A plugin of Alembic's, found by its entry point. It creates the models' tables in scratch schemas inside a
savepoint, reads every definition from the catalogue on both sides, and adds statements that make them equal.
"""

"""Rehearses migrations on a copy of the database that is in use.

With a million rows, a migration may hold locks for long, rewrite tables, block clients, or lose data in its
downgrade. A rehearsal runs it and observes these effects.
"""

"""Migrations tried on a copy of the database, while somebody uses it.

What a migration does to a table of three rows says nothing about what it does to one of a million: which
locks it keeps and how long, what it rewrites, who waits meanwhile, and whether its way back brings
everything back. A rehearsal runs it and looks.
"""

"""Generates millions of rows from the factories' declarations, and writes them with COPY.

A factory is compiled into columns (``compiler``), which generate blocks of rows (``sources``) in several
processes (``workers``). One transaction stores all rows or none (``loading``).
"""

"""Rows by the million, made from the factories' declarations and written by COPY.

A factory is compiled once into columns (``compiler``), which make a block of rows at a time (``sources``),
in several processes (``workers``). One transaction stores them all, or nothing (``loading``).
"""

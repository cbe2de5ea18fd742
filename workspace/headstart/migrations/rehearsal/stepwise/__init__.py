"""Migrations one at a time, with a stop around every statement: what a rehearsal looks at."""

"""The developer's database: prepared, followed, kept, filled."""

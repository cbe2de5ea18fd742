"""The development database: its preparation, branches, snapshots and bulk data."""

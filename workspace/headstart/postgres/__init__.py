"""PostgreSQL servers, databases, leases and addresses."""

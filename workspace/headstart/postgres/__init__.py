"""Servers, databases, leases and addresses."""

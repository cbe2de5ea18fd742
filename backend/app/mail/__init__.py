"""Emails: what they say, how they look, and how they are sent."""

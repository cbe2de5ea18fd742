"""``inv deploy``: puts the product on a server with SSH and Docker, and keeps it available meanwhile."""

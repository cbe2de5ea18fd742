"""Everything around the application: tools, servers, databases, tasks. Never shipped to production."""

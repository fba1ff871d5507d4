"""Where the desk keeps its articles, facts, findings and decisions: SQLite, or PostgreSQL by URL."""

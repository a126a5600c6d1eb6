"""Read-only views that finance and monitoring rely on, the same on PostgreSQL and SQLite."""

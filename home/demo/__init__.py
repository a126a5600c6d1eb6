"""Demo content: a museum worth walking through, as plain data, and what loads it."""

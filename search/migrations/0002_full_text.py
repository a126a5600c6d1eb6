"""What the database searches: its own kind of full text, beside the entries. Words come cut up, see `search.texts`."""

from django.db import migrations

POSTGRESQL = [
    # Stays when this is taken back: others may use it too.
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """
    CREATE TABLE search_text (
        entry_id bigint PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        tokens tsvector NOT NULL
    )
    """,
    "CREATE INDEX search_text_tokens ON search_text USING gin (tokens)",
    "CREATE INDEX search_word_folded ON search_word USING gin (folded gin_trgm_ops)",
    "CREATE INDEX search_word_around ON search_word USING gin (word gin_trgm_ops)",
]
SQLITE = [
    "CREATE VIRTUAL TABLE search_text USING fts5 (names, about, summary, body, tokenize = 'porter unicode61')"
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_text")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_word_folded")
        schema_editor.execute("DROP INDEX search_word_around")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]

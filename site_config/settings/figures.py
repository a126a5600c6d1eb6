from site_config.settings.environment import env

# How long a read may wait in the cache, or without Redis in the process, before it stands in the database.
READS_WRITTEN_SECONDS = env.int("READS_WRITTEN_SECONDS", default=30)

from site_config.settings.environment import env

# Without it the database is searched.
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
SEARCH_INDEX_PREFIX = env("SEARCH_INDEX_PREFIX", default="impact")
# In which a reader has an answer: a part of it is the index's, the rest the database's.
SEARCH_TIMEOUT_MS = env.int("SEARCH_TIMEOUT_MS", default=1500)
# Without a worker the process that saves does it, and whoever saves waits for it; `0` leaves it to the sweep.
SEARCH_FOLLOW_AT_ONCE = env.bool("SEARCH_FOLLOW_AT_ONCE", default=True)
# Where the bands of prices end that results can be narrowed down to.
SEARCH_PRICE_BANDS = [10_000, 30_000, 60_000, 100_000]

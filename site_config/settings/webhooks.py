from site_config.settings.environment import env

WEBHOOK_TIMEOUT_SECONDS = env.float("WEBHOOK_TIMEOUT_SECONDS", default=10)
# The first try, and one more after each of these waits: about a day and a half in all.
WEBHOOK_RETRY_SECONDS = env.list(
    "WEBHOOK_RETRY_SECONDS", cast=int, default=[60, 300, 1500, 7500, 37500, 43200, 43200]
)
WEBHOOK_SWEEP_SECONDS = 30
# Lets webhooks call plain http and the shop's own network: for development only.
WEBHOOK_ALLOW_PRIVATE = env.bool("WEBHOOK_ALLOW_PRIVATE", default=env.bool("DEBUG", default=False))

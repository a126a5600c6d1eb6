from site_config.settings.environment import env

SHOP_CURRENCY = env("SHOP_CURRENCY", default="KRW")
SHOP_TAX_RATE_PERCENT = env("SHOP_TAX_RATE_PERCENT", default="10")
CHECKOUT_RESERVATION_SECONDS = env.int("CHECKOUT_RESERVATION_SECONDS", default=900)
IDEMPOTENCY_TTL_HOURS = env.int("IDEMPOTENCY_TTL_HOURS", default=24)
IDEMPOTENCY_LEASE_SECONDS = env.int("IDEMPOTENCY_LEASE_SECONDS", default=60)
# Days from delivery in which goods may be sent back without a reason (Act on Consumer Protection in Electronic
# Commerce, article 17).
RETURN_DAYS = env.int("RETURN_DAYS", default=7)
# Where buyers send goods back to; on one line, as it stands in the mail.
RETURN_ADDRESS = env("RETURN_ADDRESS", default="Impact Museum, Teheran-ro 1, 06236 Seoul, South Korea")
# What staff without the right to refund any sum may pay back of one order, in the shop's currency.
OPERATOR_REFUND_LIMIT = env.int("OPERATOR_REFUND_LIMIT", default=100_000)

from site_config.settings.environment import env

SHOP_CURRENCY = env("SHOP_CURRENCY", default="KRW")
SHOP_TAX_RATE_PERCENT = env("SHOP_TAX_RATE_PERCENT", default="10")
CHECKOUT_RESERVATION_SECONDS = env.int("CHECKOUT_RESERVATION_SECONDS", default=900)
BANK_TRANSFER_DEADLINE_HOURS = env.int("BANK_TRANSFER_DEADLINE_HOURS", default=72)
BANK_TRANSFER_ACCOUNT = env("BANK_TRANSFER_ACCOUNT", default="Museum Bank 110-000-000000 (Impact Museum)")
PAYMENT_PROVIDERS = env.list("PAYMENT_PROVIDERS", default=["cash_on_delivery", "bank_transfer"])

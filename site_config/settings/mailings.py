from site_config.settings.environment import env

# What the museum's own machine, and the mail server it sends by, bear beside everything else.
MAILINGS_PER_MINUTE = env.int("MAILINGS_PER_MINUTE", default=600)
# As often as beat calls a round: a minute's letters go in portions, so that nobody's page waits long for one.
MAILING_SWEEP_SECONDS = 15
# 0 switches reminders of carts off.
CART_REMINDER_HOURS = env.int("CART_REMINDER_HOURS", default=24)
# Letters of mailings, once they are sent, are of no more use; that they were sent stays.
MAILING_LETTER_DAYS = 7

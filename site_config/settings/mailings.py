from site_config.settings.environment import env

# What the museum's own machine, and the mail server it sends by, bear beside everything else.
MAILINGS_PER_MINUTE = env.int("MAILINGS_PER_MINUTE", default=600)
# 0 switches reminders of carts off.
CART_REMINDER_HOURS = env.int("CART_REMINDER_HOURS", default=24)
# Letters of mailings, once they are sent, are of no more use; that they were sent stays.
MAILING_LETTER_DAYS = 7

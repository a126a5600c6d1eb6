import shutil

# Letters in a picture, drawn in the house's own colours and asked of nobody else.
CAPTCHA_CHALLENGE_FUNCT = "accounts.bot_check.draw_letters"
CAPTCHA_IMAGE_SIZE = (280, 84)
CAPTCHA_FONT_SIZE = 44
CAPTCHA_LETTER_ROTATION = (-24, 24)
CAPTCHA_BACKGROUND_COLOR = "#faf7f2"
CAPTCHA_FOREGROUND_COLOR = "#1d1a17"
CAPTCHA_2X_IMAGE = False
CAPTCHA_TIMEOUT = 10  # minutes
# Reads the letters aloud; where it is not installed the page says what to do instead.
CAPTCHA_FLITE_PATH = shutil.which("flite")

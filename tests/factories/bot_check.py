"""What somebody with good eyes types under the picture of a page."""

import re

from captcha.models import CaptchaStore


def key_of(page) -> str:
    return re.search(r'name="bot_check_0" value="(\w+)"', page.content.decode())[1]


def letters_of(page) -> dict[str, str]:
    """The fields of the bot check on this page, filled in rightly."""
    key = key_of(page)
    return {"bot_check_0": key, "bot_check_1": CaptchaStore.objects.get(hashkey=key).response}

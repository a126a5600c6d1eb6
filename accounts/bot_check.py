"""Letters in a picture, which a program reads less well than a person; drawn here, by nobody else."""

import secrets
from email.utils import parseaddr

from captcha.conf import settings as captcha_settings
from captcha.fields import CaptchaField, CaptchaTextInput
from captcha.models import CaptchaStore
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

# Without those that look like each other.
LETTERS = "ABCDEFGHKLMNPRTUVWXY"
HOW_MANY = 5


def draw_letters() -> tuple[str, str]:
    """What is drawn, and what has to be typed."""
    letters = "".join(secrets.choice(LETTERS) for _number in range(HOW_MANY))
    return letters, letters.lower()


class BotCheckInput(CaptchaTextInput):
    """The picture anew whenever it is shown: an old one is never asked for again."""

    use_fieldset = False

    def _render(self, template_name, context, renderer=None):
        return render_to_string("accounts/bot_check.html", context)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        width, height = captcha_settings.CAPTCHA_IMAGE_SIZE
        letters = context["widget"]["subwidgets"][1]["attrs"]
        way = f"{letters['id']}_way" if "id" in letters else ""
        letters["aria-describedby"] = f"{letters.get('aria-describedby', '')} {way}".strip()
        _name, mailbox = parseaddr(settings.DEFAULT_FROM_EMAIL)
        return context | {"width": width, "height": height, "way": way, "mailbox": mailbox}


class BotCheckField(CaptchaField):
    """Small and capital letters are the same. One picture, one try: right or wrong, the next page has another."""

    def __init__(self, **kwargs):
        errors = {
            "required": _("Type the letters of the picture."),
            "invalid": _("These were not the letters of the picture. Here is another one."),
        }
        super().__init__(
            label=_("Letters of the picture"), widget=BotCheckInput(), error_messages=errors, **kwargs
        )

    def clean(self, value):
        """Of two who send the same picture at once, the second finds none."""
        with transaction.atomic():
            _hold(value)
            try:
                return super().clean(value)
            except ValidationError as error:
                wrong = error
        raise wrong


def _hold(value) -> None:
    key = value[0] if value else ""
    if key and key.isalnum():
        CaptchaStore.objects.select_for_update().filter(hashkey=key).first()

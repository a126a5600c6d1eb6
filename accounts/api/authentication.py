from django.utils import timezone

from accounts.api_tokens import find_token
from accounts.models import ApiToken
from api.authentication import BearerBase


class BearerAuthentication(BearerBase):
    def find(self, text: str) -> ApiToken | None:
        return find_token(text=text, now=timezone.now())

"""Solapi (formerly CoolSMS), a Korean provider that also sends abroad."""

import hashlib
import hmac
import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import phonenumbers
from django.conf import settings

from accounts.texting.texter import TextRefused, TextUnavailable
from stories.timed_calls import NoAnswer, timed_call

TAKEN = "2000"
HOME = 82
LONGEST_ANSWER = 64 * 1024
_LATER = {408, 425, 429}
_WORD = re.compile(r"\w{1,40}", re.ASCII)


class Solapi:
    """Behind `solapi://KEY:SECRET@api.solapi.com?from=0215880000`, the sender being registered over there.

    A request is signed over its time and a salt, and none is taken twice: with the same key and time, a call whose
    answer was lost is either heard now or known to have been heard before.
    """

    def __init__(self, *, url: str):
        parts = urlsplit(url)
        self._key = unquote(parts.username or "")
        self._secret = unquote(parts.password or "")
        self._sender = parse_qs(parts.query)["from"][0]
        place = parts.netloc.rpartition("@")[2]
        self._url = f"{'http' if parts.scheme.endswith('+http') else 'https'}://{place}/messages/v4/send"

    def send(self, *, to: str, text: str, key: UUID, written_at: datetime) -> None:
        message = {**_receiver(to), "from": self._sender, "text": text}
        status, told = self._ask({"message": message}, salt=key.hex, written_at=written_at)
        problem = _problem(told)
        if status == 403 and problem == "DuplicatedSignature":
            return
        if status >= 500 or status in _LATER:
            raise TextUnavailable(f"Solapi answered {status} {problem}.", was_answered=True)
        if status != 200:
            raise TextRefused(f"Solapi answered {status} {problem}.")
        if told.get("statusCode") != TAKEN:
            raise TextRefused(f"Solapi did not take the message: {_word(told.get('statusCode'))}.")

    def _ask(self, body: dict, *, salt: str, written_at: datetime) -> tuple[int, dict[str, Any]]:
        date = written_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        signature = hmac.new(self._secret.encode(), f"{date}{salt}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Authorization": f"HMAC-SHA256 apiKey={self._key}, date={date}, salt={salt}, signature={signature}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        content, answered = json.dumps(body).encode(), b""
        try:
            with timed_call(
                method="POST",
                url=self._url,
                headers=headers,
                content=content,
                seconds=settings.SMS_TIMEOUT_SECONDS,
            ) as answer:
                for part in answer.iter_stream():
                    answered += part
                    if len(answered) > LONGEST_ANSWER:
                        break
                return answer.status, _read(answered)
        except NoAnswer as error:
            raise TextUnavailable(f"No answer: {error}", was_answered=False) from error


def _receiver(to: str) -> dict[str, str]:
    """As Solapi writes numbers: as dialled at home, elsewhere without the country's code."""
    number = phonenumbers.parse(to)
    digits = phonenumbers.national_significant_number(number)
    at_home = number.country_code == HOME
    return {"to": f"0{digits}" if at_home else digits, "country": str(number.country_code)}


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _problem(told: dict[str, Any]) -> str:
    return _word(told.get("errorCode"))


def _word(told: Any) -> str:
    """Names of errors, never their texts: those repeat what was sent."""
    return told if isinstance(told, str) and _WORD.fullmatch(told) else "without a reason"

"""One call to a provider, whose answer is short and comes in time."""

from dataclasses import dataclass

from checkout.payments.provider import ProviderUnavailable
from stories.timed_calls import NoAnswer, timed_call

LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def ask(*, method: str, url: str, headers: dict[str, str], content: bytes, seconds: float) -> Answer:
    """Follows no redirect. Raises ProviderUnavailable without a whole answer of 64 kB at most in `seconds`.

    Looking up the host's name is the one wait that the system limits, not `seconds`.
    """
    body = b""
    try:
        with timed_call(method=method, url=url, headers=headers, content=content, seconds=seconds) as answer:
            for part in answer.iter_stream():
                body += part
                if len(body) > LONGEST_ANSWER:
                    raise ProviderUnavailable(f"The answer is longer than {LONGEST_ANSWER} bytes.")
            return Answer(status=answer.status, body=body)
    except NoAnswer as error:
        raise ProviderUnavailable(f"No answer: {error}") from error

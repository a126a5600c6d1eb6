"""Calls to Google and Kakao: short, without redirects, and over in time."""

from io import BytesIO

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from stories.timed_calls import NoAnswer, timed_call

LONGEST_ANSWER = 256 * 1024


class TimedTransport(BaseAdapter):
    """Carries the requests of a session. `timeout` counts for the whole call, from the first byte to the last."""

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        body = b""
        try:
            with timed_call(
                method=request.method,
                url=request.url,
                headers=dict(request.headers),
                content=_bytes(request.body),
                seconds=timeout,
            ) as answer:
                for part in answer.iter_stream():
                    body += part
                    if len(body) > LONGEST_ANSWER:
                        raise requests.ConnectionError("The answer is too long.", request=request)
                return _response(request, answer.status, answer.headers, body)
        except NoAnswer as error:
            raise requests.ConnectionError(str(error), request=request) from error

    def close(self):
        """Nothing is kept open."""


def make_timed(session: requests.Session) -> requests.Session:
    """The same session, for calls that end in time, follow no redirect and send nothing that nobody asked for."""
    session.max_redirects = 0
    session.trust_env = False
    session.headers["Accept-Encoding"] = "identity"
    for scheme in ("https://", "http://"):
        session.mount(scheme, TimedTransport())
    return session


def _bytes(body: str | bytes | None) -> bytes:
    return body.encode() if isinstance(body, str) else body or b""


def _response(request, status: int, headers, body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.headers = CaseInsensitiveDict(
        {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
    )
    response.encoding = get_encoding_from_headers(response.headers)
    response.raw = BytesIO(body)
    response.request, response.url = request, request.url
    return response

"""Buyers with a browser's cookies, many at the same moment."""

import http.client
import json
import threading
import uuid
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from django.db import connections

ADDRESS = {
    "email": "buyer@example.org",
    "full_name": "Kim Ha-neul",
    "phone": "010-1234-5678",
    "address_line1": "Teheran-ro 1",
    "city": "Seoul",
    "postcode": "06236",
    "country": "KR",
    "shipping_method": "standard",
    "payment_method": "cash_on_delivery",
    "accept_terms": "on",
}


class Buyer:
    def __init__(self, base: str):
        self.host = urlsplit(base).netloc
        self.cookies: dict[str, str] = {}

    def request(self, method: str, path: str, form: dict | None = None) -> tuple[int, str, str]:
        """Status, Location and body."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {
            "Host": self.host,
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{self.host}",
        }
        connection.request(method, path, urlencode(form or {}), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.coded_value
        connection.close()
        return answer.status, answer.headers.get("Location", ""), body

    def fill_cart(self, *skus: str) -> None:
        for sku in skus:
            status, _, body = self.request("POST", "/cart/add/", {"sku": sku, "quantity": "1"})
            assert status == 303, body

    def form(self, *, total: int, **changes) -> dict:
        _, _, body = self.request("GET", "/cart/summary/")
        token = json.loads(body)["csrf_token"]
        return {
            **ADDRESS,
            "csrfmiddlewaretoken": token,
            "idempotency_key": uuid.uuid4().hex,
            "expected_total": str(total),
            **changes,
        }

    def order(self, form: dict) -> tuple[int, str, str]:
        return self.request("POST", "/checkout/", form)


def all_at_once(jobs: list[Callable]) -> list:
    """Runs every job in a thread of its own, released together; an exception takes its result's place."""
    start = threading.Barrier(len(jobs))
    results: list = [None] * len(jobs)

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = jobs[place]()
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the buyer's answer
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

"""The provider to try things out with, spoken to as merchants, shoppers and strangers do."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from django.core.management import CommandError, call_command
from standardwebhooks import Webhook, WebhookVerificationError

from checkout.sandbox_server import Faults, SandboxServer
from checkout.sandbox_server.faults import read_faults
from checkout.sandbox_server.refusal import Refusal
from tests.checkout.payments.conftest import RETURN_URL

ROOT = Path(__file__).resolve().parents[3]
ASKED = {"amount": 12000, "currency": "KRW", "reference": "M-1", "return_url": RETURN_URL}
SECRET = b"sandbox-secret-for-tests"


@pytest.fixture
def intent_id(call):
    return call("POST", "/v1/intents", ASKED, key="a").json()["id"]


@contextmanager
def shop(*answers):
    """Takes messages and answers with one status after the other, then with 200."""
    received, left = [], list(answers)

    class Conversation(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((dict(self.headers), body))
            self.send_response(left.pop(0) if left else 200)
            self.end_headers()

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Conversation) as listener:
        Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.server_address[1]}/", received
        listener.shutdown()


def open_and_pay(server):
    headers = {"Authorization": f"Bearer {server.key}", "Idempotency-Key": "a"}
    told = httpx.post(f"{server.url}/v1/intents", json=ASKED, headers=headers, trust_env=False).json()
    server.pay(told["id"])
    return told["id"]


def is_ours(headers, body):
    try:
        Webhook(SECRET).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


class TestMerchants:
    def test_an_intent_is_opened_once_for_a_key(self, server, call):
        first = call("POST", "/v1/intents", ASKED, key="a")
        again = call("POST", "/v1/intents", ASKED, key="a")
        other = call("POST", "/v1/intents", ASKED, key="b")
        assert [first.status_code, again.status_code, other.status_code] == [201, 200, 201]
        told = first.json()
        assert told == again.json()
        assert told == {
            **ASKED,
            "id": told["id"],
            "status": "requires_action",
            "redirect_url": f"{server.url}/pay/{told['id']}",
            "amount_refunded": 0,
        }
        assert [intent.id for intent in server.intents] == [told["id"], other.json()["id"]]

    def test_the_same_key_with_something_else_is_refused(self, call, intent_id):
        answer = call("POST", "/v1/intents", {**ASKED, "amount": 1}, key="a")
        assert (answer.status_code, answer.json()) == (409, {"error": "idempotency_key_reused"})

    @pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer other", "Basic sandbox-key-for-tests"])
    def test_only_with_the_key(self, server, call, authorization):
        for path in ("/v1/intents", "/v1/refunds", "/test/faults"):
            assert call("POST", path, ASKED, key="a", authorization=authorization).status_code == 401
        assert call("GET", "/v1/intents/x", authorization=authorization).status_code == 401
        assert server.intents == []

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            *(({"amount": amount}, "bad_amount") for amount in (None, 0, -1, 1.5, "1", True, 10**12 + 1)),
            *(({"currency": currency}, "bad_currency") for currency in (None, "", "krw", "KRWX", 1)),
            *(({"reference": reference}, "bad_reference") for reference in (None, "", "x" * 65, 1)),
            *(
                ({"return_url": url}, "bad_return_url")
                for url in (
                    *(None, "", "/orders/", "javascript:alert(1)", "http://", "http://[/", "http://a b/"),
                    *("http://a;b/", "http://a/\r\nX: y", f"http://a/{'x' * 2000}"),
                )
            ),
        ],
    )
    def test_what_an_intent_needs(self, server, call, change, code):
        answer = call("POST", "/v1/intents", {**ASKED, **change}, key="a")
        assert (answer.status_code, answer.json()) == (422, {"error": code})
        assert server.intents == []

    @pytest.mark.parametrize(
        ("body", "code"),
        [(b"{", "body_is_not_json"), (b"\xff", "body_is_not_json"), (b"[]", "body_is_no_object")],
    )
    def test_a_body_that_is_none(self, call, body, code):
        answer = call("POST", "/v1/intents", body, key="a")
        assert (answer.status_code, answer.json()) == (422, {"error": code})

    def test_a_body_that_is_too_long(self, call):
        assert call("POST", "/v1/intents", b" " * 70_000, key="a").status_code == 413

    @pytest.mark.parametrize("key", ["", "x" * 256])
    def test_a_key_is_needed_for_every_attempt(self, call, key):
        for path in ("/v1/intents", "/v1/refunds"):
            answer = call("POST", path, ASKED, key=key)
            assert (answer.status_code, answer.json()) == (422, {"error": "idempotency_key_required"})

    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/v1/intents/int_none", 404),
            ("POST", "/v1/intents/int_none/cancel", 404),
            ("GET", "/pay/int_none", 404),
            ("POST", "/pay/int_none", 404),
            ("GET", "/", 404),
            ("GET", "/v1/refunds", 405),
            ("POST", "/test/intents/int_none/pay", 404),
            ("POST", "/test/intents/int_none/steal", 404),
            ("GET", "/static/css/museum.css", 200),
            ("GET", "/static/css/../../manage.py", 404),
            ("GET", "/static/../manage.py", 404),
            ("GET", "/static/css/none.css", 404),
        ],
    )
    def test_addresses(self, call, method, path, status):
        assert call(method, path).status_code == status

    def test_an_end_is_an_end(self, call, intent_id):
        states = [
            call("POST", f"/test/intents/{intent_id}/{chosen}").json()["status"]
            for chosen in ("wait", "pay", "fail", "wait")
        ]
        assert states == ["authorized", "captured", "captured", "captured"]
        assert call("POST", f"/v1/intents/{intent_id}/cancel").json()["status"] == "captured"
        assert call("GET", f"/v1/intents/{intent_id}").json()["status"] == "captured"

    def test_refunds_need_money_that_came_in(self, server, call, intent_id):
        def refund(amount, key, intent=intent_id):
            answer = call("POST", "/v1/refunds", {"intent": intent, "amount": amount}, key=key)
            return answer.status_code, answer.json().get("error", answer.json().get("status"))

        assert refund(1, "r1") == (422, "not_captured")
        server.pay(intent_id)
        assert refund(12000, "r2", intent="int_none") == (404, "no_such_intent")
        assert refund(12000, "r2", intent=7) == (422, "bad_intent")
        assert refund(0, "r2") == (422, "bad_amount")
        assert refund(12001, "r2") == (422, "more_than_captured")
        assert refund(7000, "r2") == (201, "done")
        assert refund(7000, "r2") == (200, "done")
        assert refund(6000, "r2") == (409, "idempotency_key_reused")
        assert refund(5001, "r3") == (422, "more_than_captured")
        assert call("GET", f"/v1/intents/{intent_id}").json()["amount_refunded"] == 7000

    def test_two_at_once_do_not_send_back_more_than_came_in(self, server, call, intent_id):
        server.pay(intent_id)
        found = []

        def refund(number):
            asked = {"intent": intent_id, "amount": 7000}
            found.append(call("POST", "/v1/refunds", asked, key=f"r{number}").status_code)

        threads = [Thread(target=refund, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Counter(found) == {201: 1, 422: 5}

    def test_it_remembers_over_a_restart(self, tmp_path):
        state = str(tmp_path / "provider.sqlite3")
        with SandboxServer(state=state) as server:
            paid = open_and_pay(server)
        with SandboxServer(state=state) as server:
            assert [(intent.id, intent.status) for intent in server.intents] == [(paid, "captured")]


class TestThePage:
    def page(self, server, intent_id):
        return httpx.get(f"{server.url}/pay/{intent_id}", trust_env=False)

    def choose(self, server, intent_id, chosen):
        return httpx.post(f"{server.url}/pay/{intent_id}", data={"do": chosen}, trust_env=False)

    def test_it_shows_what_is_to_be_paid_to_whom(self, server, intent_id):
        page = self.page(server, intent_id)
        assert page.status_code == 200
        assert [word in page.text for word in ("₩12,000", "M-1", "http://testserver")] == [True] * 3
        assert [page.text.count(f'value="{chosen}"') for chosen in ("pay", "fail", "wait", "cancel")] == [
            1
        ] * 4
        assert page.headers["Content-Security-Policy"].endswith("form-action 'self' http://testserver")

    @pytest.mark.parametrize(
        ("chosen", "state"),
        [("pay", "captured"), ("fail", "failed"), ("wait", "authorized"), ("cancel", "cancelled")],
    )
    def test_a_choice_leads_back_to_the_shop(self, server, intent_id, chosen, state):
        answer = self.choose(server, intent_id, chosen)
        assert (answer.status_code, answer.headers["Location"]) == (303, RETURN_URL)
        assert server.intents[0].status == state
        (message,) = server.messages
        assert json.loads(message.body) == {"type": f"intent.{state}", "data": {"id": intent_id}}

    def test_choosing_twice_changes_and_tells_nothing(self, server, intent_id):
        self.choose(server, intent_id, "pay")
        assert self.choose(server, intent_id, "fail").status_code == 303
        assert server.intents[0].status == "captured"
        assert len(server.messages) == 1

    def test_no_choice_shows_the_page_again(self, server, intent_id):
        assert self.choose(server, intent_id, "steal").status_code == 422
        assert server.intents[0].status == "requires_action"

    def test_a_bank_that_thinks_may_still_decide_either_way(self, server, intent_id):
        server.wait(intent_id)
        text = self.page(server, intent_id).text
        assert [text.count(f'value="{chosen}"') for chosen in ("pay", "fail", "wait", "cancel")] == [
            1,
            1,
            0,
            1,
        ]

    @pytest.mark.parametrize(
        ("end", "words"),
        [("pay", "is made"), ("fail", "has failed"), ("cancel", "was cancelled")],
    )
    def test_at_the_end_there_is_only_the_way_back(self, server, intent_id, end, words):
        getattr(server, end)(intent_id)
        text = self.page(server, intent_id).text
        assert (f"This payment {words}." in text, f'href="{RETURN_URL}"' in text, "<form" in text) == (
            True,
            True,
            False,
        )

    def test_what_a_merchant_writes_stays_text(self, server, call):
        asked = {**ASKED, "reference": "<b>x</b>", "return_url": 'http://a/"><i>'}
        made = call("POST", "/v1/intents", asked, key="b").json()
        text = self.page(server, made["id"]).text
        assert ("<b>" in text, "<i>" in text) == (False, False)


class TestMessages:
    def test_a_message_is_signed_and_sent(self):
        with shop() as (url, received), SandboxServer(webhook_url=url) as server:
            intent_id = open_and_pay(server)
            assert server.drain()
        ((headers, body),) = received
        assert is_ours(headers, body)
        assert json.loads(body) == {"type": "intent.captured", "data": {"id": intent_id}}

    def test_it_is_sent_again_under_its_id_until_it_is_taken(self):
        with shop(500, 404, 302) as (url, received), SandboxServer(webhook_url=url, waits=(0,) * 9) as server:
            open_and_pay(server)
            assert server.drain()
        assert len(received) == 4
        assert len({headers["webhook-id"] for headers, body in received}) == 1
        assert all(is_ours(headers, body) for headers, body in received)

    def test_it_is_given_up_in_the_end(self):
        with shop(*[500] * 9) as (url, received), SandboxServer(webhook_url=url, waits=(0, 0)) as server:
            open_and_pay(server)
            assert server.drain()
        assert len(received) == 3

    def test_a_shop_that_is_away_is_tried_again(self):
        with SandboxServer(webhook_url="http://127.0.0.1:9/", waits=(0, 0)) as server:
            open_and_pay(server)
            assert server.drain()
            assert len(server.messages) == 1

    def test_an_unfinished_try_does_not_count_as_done(self):
        with SandboxServer(webhook_url="http://127.0.0.1:9/", waits=(60,)) as server:
            open_and_pay(server)
            assert server.drain(seconds=0.2) is False

    def test_dropped(self):
        with shop() as (url, received), SandboxServer(webhook_url=url) as server:
            server.faults = Faults(drop_webhooks=True)
            open_and_pay(server)
            assert server.drain()
        assert received == []

    def test_several_copies(self):
        with shop() as (url, received), SandboxServer(webhook_url=url) as server:
            server.faults = Faults(webhook_copies=3)
            open_and_pay(server)
            assert server.drain()
        assert len(received) == 3
        assert len({headers["webhook-id"] for headers, body in received}) == 1

    def test_forged(self):
        with shop() as (url, received), SandboxServer(webhook_url=url) as server:
            server.faults = Faults(forge_webhooks=True)
            open_and_pay(server)
            assert server.drain()
        assert sorted(is_ours(headers, body) for headers, body in received) == [False, True]

    def test_a_test_can_sign_one_for_any_time(self, server, intent_id):
        server.pay(intent_id)
        headers = server.messages[0].headers(datetime(2026, 3, 2, 5, 30, tzinfo=UTC))
        assert headers["webhook-timestamp"] == "1772429400"


class TestFaults:
    def test_they_are_set_from_outside_and_all_at_once(self, server, call):
        told = call("POST", "/test/faults", {"unavailable": True, "calls": 2})
        assert told.status_code == 200
        assert server.faults == Faults(unavailable=True, calls=2)
        call("POST", "/test/faults", {"webhook_copies": 3})
        assert server.faults == Faults(webhook_copies=3)

    def test_they_meet_as_many_calls_as_are_named(self, server, call):
        server.faults = Faults(unavailable=True, calls=2)
        statuses = [call("GET", "/v1/intents/int_none").status_code for _ in range(3)]
        assert statuses == [503, 503, 404]

    @pytest.mark.parametrize(
        "told", [{"x": 1}, {"hang": 1}, {"drip": -1}, {"webhook_copies": 1.5}, {"answer_after": True}]
    )
    def test_unknown_ones_are_refused(self, told):
        with pytest.raises(Refusal, match="unknown_fault"):
            read_faults(told)


class TestTheCommand:
    def test_a_taken_port_is_named(self, server, tmp_path):
        with pytest.raises(CommandError, match=rf"Port {server.port} is taken by another program"):
            call_command("sandbox_provider", port=server.port, state=str(tmp_path / "x"))

    def test_without_a_key_it_does_not_start(self, settings):
        settings.SANDBOX_API_KEY = ""
        with pytest.raises(CommandError, match="Set SANDBOX_API_KEY"):
            call_command("sandbox_provider", state=":memory:")

    @pytest.mark.slow
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_it_runs_until_it_is_stopped(self, number, tmp_path):
        process = self.start("--state", str(tmp_path / "new" / "provider.sqlite3"))
        url = process.stdout.readline().split()[-1]
        assert httpx.get(f"{url}/v1/intents/x", trust_env=False).status_code == 401
        process.send_signal(number)
        assert process.wait(timeout=20) == 0

    @pytest.mark.slow
    def test_what_runs_beside_it_ends_with_it_and_it_with_that(self):
        process = self.start("--state", ":memory:", "--run", sys.executable, "-c", "raise SystemExit(3)")
        assert process.wait(timeout=20) == 3
        beside = "import sys; print('here', flush=True); sys.stdin.read()"
        process = self.start("--state", ":memory:", "--run", sys.executable, "-c", beside)
        assert process.stdout.readline().startswith("Payment provider")
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert process.stdout.read() == ""

    def start(self, *arguments):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        command = [sys.executable, "manage.py", "sandbox_provider", "--port", port, "--webhook-url", ""]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "site_config.settings.test"}
        return subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

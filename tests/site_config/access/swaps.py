"""Every address that names something of a shopper's, with what makes it do something when the right one asks."""

from dataclasses import dataclass, field
from typing import Any

PLACE = {
    "full_name": "Bora",
    "phone": "010-1234-5678",
    "address_line1": "Teheran-ro 1",
    "city": "Seoul",
    "postcode": "06236",
    "country": "KR",
}
BACK = {"pieces_1": "1", "reason_1": "damaged", "key": "k"}


@dataclass(frozen=True)
class Swap:
    """`status` is another than 404 where asking for what is not there is no error."""

    method: str
    address: str
    sent: dict[str, Any] = field(default_factory=dict)
    status: int = 404

    def __str__(self):
        return f"{self.method} {self.address} {' '.join(self.sent)}".rstrip()


SWAPS = [
    Swap("GET", "/orders/{number}/"),
    Swap("GET", "/orders/{number}/receipt/"),
    Swap("GET", "/orders/{number}/receipt.pdf"),
    Swap("POST", "/orders/{number}/cancel/"),
    Swap("POST", "/orders/{waiting_number}/pay/", {"payment_method": "bank_transfer"}),
    Swap("GET", "/orders/{number}/address/"),
    Swap("POST", "/orders/{number}/address/", PLACE),
    Swap("GET", "/orders/{sent_number}/returns/"),
    Swap("POST", "/orders/{sent_number}/returns/", BACK),
    Swap("GET", "/orders/{sent_number}/returns/{photo}/photo/"),
    # Who comes back from paying in another browser is asked for the e-mail.
    Swap("GET", "/checkout/return/{waiting_number}/", status=303),
    Swap("POST", "/cart/lines/{line}/", {"quantity": "2"}),
    # What is gone is gone: a second click is no error.
    Swap("POST", "/cart/lines/{line}/remove/", status=303),
    Swap("GET", "/account/addresses/{address}/"),
    Swap("POST", "/account/addresses/{address}/", {"title": "Mine now", **PLACE}),
    Swap("POST", "/account/addresses/{address}/title/", {"title": "Mine now"}),
    Swap("POST", "/account/addresses/{address}/title/"),
    Swap("POST", "/account/addresses/{address}/default/"),
    Swap("POST", "/account/addresses/{address}/remove/"),
    Swap("POST", "/account/addresses/{removed}/restore/", {"default": "1"}),
    Swap("GET", "/account/posts/post/{post}/"),
    Swap("POST", "/account/posts/post/{post}/", {"title": "Mine now", "body": "Mine."}),
    Swap("POST", "/account/posts/question/{question}/", {"text": "Mine now"}),
    Swap("POST", "/account/posts/review/{review}/", {"rating": "1", "text": "Mine now"}),
    Swap("GET", "/account/posts/post/{post}/remove/"),
    Swap("POST", "/account/posts/post/{post}/remove/"),
    Swap("POST", "/account/posts/question/{question}/remove/"),
    Swap("POST", "/account/posts/review/{review}/remove/"),
    Swap("POST", "/account/waiting/{wish}/remove/"),
    Swap("POST", "/accounts/sessions/{session}/end/"),
    Swap("GET", "/accounts/2fa/webauthn/keys/{passkey}/edit/"),
    Swap("POST", "/accounts/2fa/webauthn/keys/{passkey}/edit/", {"name": "Mine now"}),
    Swap("GET", "/accounts/2fa/webauthn/keys/{passkey}/remove/"),
    Swap("POST", "/accounts/2fa/webauthn/keys/{passkey}/remove/"),
    Swap("GET", "/api/v1/orders/{number}/"),
    Swap("GET", "/api/v1/orders/{number}/events/"),
    Swap("POST", "/api/v1/orders/{number}/cancel/"),
    Swap("POST", "/api/v1/orders/{waiting_number}/pay/", {"payment_method": "bank_transfer"}),
    Swap(
        "POST",
        "/api/v1/orders/{sent_number}/returns/",
        {"lines": [{"line_no": 1, "quantity": 1, "reason": "damaged"}]},
    ),
    Swap("PATCH", "/api/v1/cart/items/{line}/", {"quantity": 2}),
    Swap("DELETE", "/api/v1/cart/items/{line}/", status=204),
    Swap("GET", "/api/v1/account/addresses/{address}/"),
    Swap("PATCH", "/api/v1/account/addresses/{address}/", {"title": "Mine now"}),
    Swap("DELETE", "/api/v1/account/addresses/{address}/"),
    Swap("PUT", "/api/v1/account/addresses/{address}/default/"),
    Swap("PUT", "/api/v1/account/addresses/{address}/title/", {"title": "Mine now"}),
]
# What is in these addresses is nobody's, or is itself the proof that a letter reached its reader.
NAMED_BY_NOBODY = {
    "document",
    "document_name",
    "image_path",
    "restriction",
    "restricted",
    "public_post",
    "claim",
    "area",
    "problem_slug",
    "brand_slug",
    "letters",
    "impact_code",
    "email_key",
    "reset_key",
    "news_token",
    "mailing_link",
    "mailing_read",
    "wish_token",
}

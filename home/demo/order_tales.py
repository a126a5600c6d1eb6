"""Orders to which something happened: parcels in parts, new addresses, money and goods that go back."""

from dataclasses import dataclass
from enum import StrEnum

from checkout.models.order import OrderStatus as S


class Deed(StrEnum):
    """What is done about an order beside its steps."""

    MOVED = "moved"
    SENT_IN_PART = "sent_in_part"
    PAID_LATE = "paid_late"
    SORRY = "sorry"
    PIECE_PAID_BACK = "piece_paid_back"
    ALL_PAID_BACK = "all_paid_back"
    MONEY_ARRIVED = "money_arrived"
    RETURN_ASKED = "return_asked"
    RETURN_ACCEPTED = "return_accepted"
    RETURN_REFUSED = "return_refused"
    CAME_BACK = "came_back"
    CAME_BACK_BROKEN = "came_back_broken"


# Of line 1, one piece.
BRINGS_A_PIECE_BACK = frozenset({Deed.CAME_BACK})
BRINGS_ALL_BACK = frozenset({S.CANCELLED, S.EXPIRED, Deed.ALL_PAID_BACK})


@dataclass(frozen=True)
class Tale:
    """Placed at eight in the evening `days` ago; `deeds` are hours after that with what happened."""

    days: int
    payment: str
    deeds: tuple[tuple[float, str], ...]
    of_demo_shopper: bool = False


PAID, PACKED, SHIPPED, DELIVERED, CANCELLED = S.PAID, S.PACKED, S.SHIPPED, S.DELIVERED, S.CANCELLED
ARRIVED_AFTER_PAYING = ((0.05, PAID), (14.2, PACKED), (17, SHIPPED), (63, DELIVERED))
ARRIVED = ((14.2, PACKED), (17, SHIPPED), (63, DELIVERED))

TALES = (
    # On its way in two parcels, the second not sent yet.
    Tale(2, "sandbox", ((0.05, PAID), (14.5, Deed.SENT_IN_PART)), of_demo_shopper=True),
    # Arrived lately: goods can still be sent back.
    Tale(5, "sandbox", ARRIVED_AFTER_PAYING, of_demo_shopper=True),
    # Sent back, received and refunded.
    Tale(
        19,
        "sandbox",
        (
            *ARRIVED_AFTER_PAYING,
            (86, Deed.RETURN_ASKED),
            (110.5, Deed.RETURN_ACCEPTED),
            (183, Deed.CAME_BACK),
            (183.2, Deed.MONEY_ARRIVED),
        ),
        of_demo_shopper=True,
    ),
    # Waits for the shop's answer.
    Tale(7, "sandbox", (*ARRIVED_AFTER_PAYING, (89, Deed.RETURN_ASKED))),
    # Waits for the parcel.
    Tale(8, "bank_transfer", ((13, PAID), *ARRIVED, (86, Deed.RETURN_ASKED), (90, Deed.RETURN_ACCEPTED))),
    # Asked for what the shop could not take back.
    Tale(23, "cash_on_delivery", (*ARRIVED, (101, Deed.RETURN_ASKED), (135, Deed.RETURN_REFUSED))),
    # Came back broken.
    Tale(
        31,
        "sandbox",
        (
            *ARRIVED_AFTER_PAYING,
            (75, Deed.RETURN_ASKED),
            (88, Deed.RETURN_ACCEPTED),
            (160, Deed.CAME_BACK_BROKEN),
            (160.1, Deed.MONEY_ARRIVED),
        ),
    ),
    # Two parcels, both arrived.
    Tale(27, "sandbox", ((0.05, PAID), (14.5, Deed.SENT_IN_PART), (40, SHIPPED), (90, DELIVERED))),
    Tale(14, "cash_on_delivery", ((14.5, Deed.SENT_IN_PART), (38.5, SHIPPED), (87, DELIVERED))),
    # Somebody moved while the order waited.
    Tale(3, "bank_transfer", ((1.5, Deed.MOVED), (14, PAID))),
    Tale(36, "sandbox", ((0.05, PAID), (0.8, Deed.MOVED), (14.5, PACKED), (17, SHIPPED), (66, DELIVERED))),
    # A scratch, made good with a part of the price; and one piece paid back that the buyer kept.
    Tale(16, "sandbox", (*ARRIVED_AFTER_PAYING, (92, Deed.SORRY), (92.1, Deed.MONEY_ARRIVED))),
    Tale(45, "bank_transfer", ((13, PAID), *ARRIVED, (88, Deed.PIECE_PAID_BACK), (113, Deed.MONEY_ARRIVED))),
    # The shop could not send it: everything paid back.
    Tale(52, "sandbox", ((0.05, PAID), (15, Deed.ALL_PAID_BACK), (15.1, Deed.MONEY_ARRIVED))),
    # Cancelled after it was paid: the money has gone back, and is still to be sent by hand.
    Tale(11, "sandbox", ((0.05, PAID), (1.2, CANCELLED), (1.3, Deed.MONEY_ARRIVED))),
    Tale(2, "bank_transfer", ((2.5, PAID), (14.8, CANCELLED))),
    # The transfer came when the order was over.
    Tale(38, "bank_transfer", ((3, CANCELLED), (39, Deed.PAID_LATE), (63, Deed.MONEY_ARRIVED))),
)

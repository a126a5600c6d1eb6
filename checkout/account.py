"""What the page of an account shows of somebody besides the list of their orders."""

from dataclasses import dataclass

from accounts.email_change import is_confirmed
from accounts.models import Address, Profile, User
from accounts.profile import profile_of
from accounts.roles import belongs_to_staff
from checkout.deeds import Deed, deeds_to_date
from checkout.guest_orders import are_offered
from products.models import Product
from products.seen import last_seen


@dataclass(frozen=True)
class Account:
    profile: Profile
    is_confirmed: bool
    is_staff: bool
    default_address: Address | None
    deeds: list[Deed]
    seen: list[Product]
    # Of orders made as a guest: that there are some, told only to whoever has confirmed the address.
    has_guest_orders: bool


def read_account(*, user: User) -> Account:
    """In a constant number of queries."""
    return Account(
        profile=profile_of(user),
        is_confirmed=is_confirmed(user=user),
        is_staff=belongs_to_staff(user=user),
        default_address=user.addresses.live().filter(is_default=True).first(),
        deeds=deeds_to_date(user=user),
        seen=last_seen(user_id=user.pk),
        has_guest_orders=are_offered(user=user),
    )

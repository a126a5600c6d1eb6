"""A redemption names its customer by a key alone; of somebody erased it names nobody any more.

Nothing to export: codes stand on the orders that they were used for.
"""

from collections import Counter
from datetime import datetime
from secrets import token_hex

from accounts.privacy.person import Keeper, Person, register_keeper
from campaigns.coupons import customer_key
from campaigns.models import CouponCustomer, CouponRedemption


def _erase(person: Person, now: datetime) -> Counter[str]:
    """Another key for all of a customer's: what was redeemed goes on counting, and cannot be found by an address."""
    rows: Counter[str] = Counter()
    account = {person.user.email} if person.user is not None and person.user.email else set()
    for key in {customer_key(email=email) for email in {*person.emails, *person.mailboxes, *account}}:
        nobody = token_hex(32)
        for model in (CouponCustomer, CouponRedemption):
            rows[model._meta.db_table] += model.objects.filter(customer_key=key).update(customer_key=nobody)
    return +rows


register_keeper(Keeper(name="campaigns", erase=_erase))

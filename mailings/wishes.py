"""Who waits for what is sold out. Told once, because they asked for it: consent to news is another matter."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from accounts.models import User
from mailings.links import read_signed
from mailings.models import StockWish
from mailings.unsent import take_letters_back
from products.models import Variant

_STOP = signing.Signer(salt="mailings.wishes")


class NotOffered(Exception):
    """Nobody can wait for it; its text may be shown."""

    def __init__(self):
        super().__init__(_("This object is not in the shop any more."))


@transaction.atomic
def wish_for(*, user: User, sku: str, now: datetime) -> StockWish:
    """Asked for again, it is told again, and a letter that has not gone out does not: what it says may be over. Raises NotOffered."""
    variant = Variant.objects.on_sale().filter(sku=sku).first()
    if variant is None:
        raise NotOffered
    wish, _is_new = StockWish.objects.get_or_create(user=user, variant=variant, defaults={"created_at": now})
    told = StockWish.objects.select_for_update().filter(pk=wish.pk, told_at__isnull=False).first()
    if told is None:
        return wish
    take_letters_back(emails=Email.objects.filter(stock_wish=told))
    told.created_at, told.told_at, told.email = now, None, None
    told.save(update_fields=["created_at", "told_at", "email"])
    return told


def find_address(*, sku: str) -> str | None:
    """Of the page of what can be waited for."""
    variant = Variant.objects.on_sale().filter(sku=sku).select_related("product").first()
    return variant.product.get_absolute_url() if variant is not None else None


def list_wishes(*, user: User) -> QuerySet[StockWish]:
    """What somebody still waits for, the last wish first."""
    waiting = StockWish.objects.filter(user=user, told_at=None).order_by("-created_at", "-pk")
    return waiting.select_related("variant__product__brand")


@transaction.atomic
def give_up(*, user: User, wish_id: int) -> bool:
    """False when it is nobody's, or somebody else's."""
    return _forget(StockWish.objects.filter(user=user, pk=wish_id))


def stop_link(*, wish: StockWish) -> str:
    return settings.SITE_URL + reverse("mailings:wish_stop", args=[_STOP.sign(str(wish.pk))])


def is_waiting(*, token: str) -> bool:
    """Raises BadLink."""
    return _find(token).exists()


@transaction.atomic
def stop(*, token: str) -> None:
    """A second time changes nothing. Raises BadLink."""
    _forget(_find(token))


def _forget(wishes: QuerySet[StockWish]) -> bool:
    # The wish before its letter, as `wish_for` has it: the other way round they would wait for each other.
    list(wishes.select_for_update().order_by("pk").values_list("pk", flat=True))
    take_letters_back(emails=Email.objects.filter(stock_wish__in=wishes))
    return bool(wishes.delete()[0])


def _find(token: str) -> QuerySet[StockWish]:
    return StockWish.objects.filter(pk=read_signed(signer=_STOP, token=token))

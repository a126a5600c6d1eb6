"""The section `coupons` of the catalogue document: {"code", "kind", "percent"?, "amount"?, "currency"?, "minimum"?, "limit_total"?,
"limit_per_customer"?, "campaign"?, "campaign_limit"?, "starts_at"?, "ends_at"?}. A field that is named and null or "" is none;
one that is not named is left as it is.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.validators import validate_slug
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from campaigns.coupons import clean_code
from campaigns.models import Campaign, Coupon
from products.importing.entries import Reader
from products.importing.faults import Faults
from products.importing.sections import Section
from products.importing.tally import Tally

LONGEST_CODE = 40


@dataclass(frozen=True)
class CouponEntry:
    """`fields` are those of the coupon that were named; `campaign_fields` of its campaign."""

    place: str
    key: str
    fields: dict[str, Any]
    campaign: str | None
    names_campaign: bool
    campaign_fields: dict[str, Any]


class CouponReader(Reader):
    def number(self, field: str) -> Decimal | None:
        return self.decimal(field, told=_('must be a number like "10"'), least=0)

    def money(self, field: str) -> Decimal | None:
        return self.payable(field, self.number(field), is_free=True)

    def moment(self, field: str) -> datetime | None:
        text = self.text(field)
        if text is None:
            return None
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None:
            self.fault(field, _("must be a time like 2026-01-31T09:00:00Z"))
            return None
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def read_coupon(data: Any, place: str, faults: Faults) -> CouponEntry:
    entry = CouponReader(data, place, faults)
    entry.currency("currency")
    fields: dict[str, Any] = {
        "kind": entry.text("kind"),
        "percent": entry.number("percent"),
        "amount": entry.money("amount"),
        "minimum": entry.money("minimum"),
        "limit_total": entry.whole("limit_total"),
        "limit_per_customer": entry.whole("limit_per_customer"),
        "starts_at": entry.moment("starts_at"),
        "ends_at": entry.moment("ends_at"),
    }
    fields = {name: value for name, value in fields.items() if name in entry.data}
    limit = entry.whole("campaign_limit")
    return CouponEntry(
        place=place,
        key=clean_code(entry.text("code", longest=LONGEST_CODE, required=True) or ""),
        fields=fields,
        campaign=entry.checked("campaign", validate_slug, longest=80),
        names_campaign="campaign" in entry.data,
        campaign_fields={"limit_redemptions": limit} if "campaign_limit" in entry.data else {},
    )


def write_coupons(entries: list[CouponEntry], faults: Faults, tally: Tally) -> None:
    """Makes campaigns that are named and not there yet."""
    rows = Coupon.objects.select_for_update(of=("self",)).filter(code__in=[one.key for one in entries])
    known = {coupon.code: coupon for coupon in rows.order_by("pk")}
    campaigns = _write_campaigns(entries, faults)
    for entry in entries:
        coupon = known.get(entry.key) or Coupon(code=entry.key, kind="")
        wanted = dict(entry.fields)
        if entry.names_campaign:
            wanted["campaign"] = campaigns.get(entry.campaign or "")
        changed = {name: value for name, value in wanted.items() if getattr(coupon, name) != value}
        if not coupon._state.adding and not changed:
            tally.count("coupons", "unchanged")
            continue
        for name, value in changed.items():
            setattr(coupon, name, value)
        tally.count("coupons", "created" if coupon._state.adding else "updated")
        with faults.noted_at(entry.place):
            coupon.full_clean()
            coupon.save()


def _write_campaigns(entries: list[CouponEntry], faults: Faults) -> dict[str, Campaign]:
    wanted: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.campaign is None:
            continue
        fields = wanted.setdefault(entry.campaign, {})
        if any(fields.get(name, value) != value for name, value in entry.campaign_fields.items()):
            faults.add(entry.place, "campaign_limit", _("differs from an earlier entry of this campaign"))
        fields |= entry.campaign_fields
    campaigns = Campaign.objects.in_bulk(list(wanted), field_name="slug")
    for slug, fields in wanted.items():
        campaign = campaigns.get(slug)
        if campaign is None:
            title = slug.replace("-", " ").replace("_", " ").capitalize()
            campaigns[slug] = Campaign.objects.create(slug=slug, title=title, **fields)
        elif any(getattr(campaign, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(campaign, name, value)
            campaign.save(update_fields=[*fields, "updated_at"])
    return campaigns


coupon_section = Section(name="coupons", key_field="code", read=read_coupon, write=write_coupons)

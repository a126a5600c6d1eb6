"""What the columns and filters of the order desk share."""

from datetime import MAXYEAR, MINYEAR, datetime

import django_filters
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column

from checkout.payments import KNOWN
from products.templatetags.money import money


class MoneyColumn(Column):
    """An amount in the currency of its row, the shop's when the row names none."""

    def __init__(self, name, **kwargs):
        super().__init__(name, classname="number", **kwargs)

    def get_value(self, instance):
        return money(super().get_value(instance), getattr(instance, "currency", ""))


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day; the first and the last years of the calendar, which no clock can move, are no bounds."""

    def filter(self, qs, value):
        if value:
            value = slice(
                *(day if day and MINYEAR < day.year < MAXYEAR else None for day in (value.start, value.stop))
            )
        return super().filter(qs, value)


class MomentColumn(Column):
    """A time of the shop's day, to the minute; empty for none."""

    def __init__(self, name, **kwargs):
        super().__init__(name, classname="moment", **kwargs)

    def get_value(self, instance):
        return moment(super().get_value(instance))


def moment(when: datetime | None) -> str:
    return date_format(timezone.localtime(when), "Y-m-d H:i") if when else ""


def provider_name(code: str) -> str:
    provider = KNOWN.get(code)
    return str(provider.name) if provider else code


def provider_choices() -> list[tuple[str, str]]:
    return [(code, str(provider.name)) for code, provider in KNOWN.items()]

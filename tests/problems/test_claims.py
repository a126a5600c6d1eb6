import datetime
from decimal import Decimal

import pytest

from problems.claims import ClaimNotFound, claims_to_show, find_claim, may_be_shown
from problems.templatetags.claims import figure
from tests.factories.problems import ClaimFactory

pytestmark = pytest.mark.django_db

JULY = datetime.date(2025, 7, 1)
JUNE = datetime.date(2025, 6, 30)


def test_a_claim_is_shown_while_it_is_published_and_valid():
    assert may_be_shown(claim=ClaimFactory(valid_until=JULY), day=JULY)
    assert not may_be_shown(claim=ClaimFactory(valid_until=JUNE), day=JULY)
    assert not may_be_shown(claim=ClaimFactory(valid_until=JULY, live=False), day=JULY)


def test_claims_keep_the_order_given():
    late, past, early = (ClaimFactory(valid_until=day) for day in (JULY, JUNE, JULY))
    assert claims_to_show(claims=[early, past, late], day=JULY) == [early, late]


def test_a_claim_past_its_date_is_still_found():
    claim = ClaimFactory(valid_until=JUNE)
    assert find_claim(claim_id=claim.pk) == claim


def test_a_draft_or_unknown_claim_is_not_found():
    draft = ClaimFactory(live=False)
    for number in (draft.pk, draft.pk + 1):
        with pytest.raises(ClaimNotFound):
            find_claim(claim_id=number)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0.300", "0.3"),
        ("1200.000", "1,200"),
        ("1.250", "1.25"),
        ("0.125", "0.125"),
        ("0.000", "0"),
        ("12", "12"),
    ],
)
def test_an_amount_has_the_decimals_it_needs(amount, shown):
    assert figure(Decimal(amount)) == shown

from problems.models import Claim


class ClaimNotFound(Exception):
    """There is no published claim of that number."""


def find_claim(*, claim_id: int) -> Claim:
    """The published claim, past its date or not. Raises ClaimNotFound."""
    claim = Claim.objects.filter(live=True, pk=claim_id).select_related("problem").first()
    if claim is None:
        raise ClaimNotFound
    return claim


def may_be_shown(*, claim: Claim, day) -> bool:
    """Whether `claim` may be printed on a label on `day`: published, and its evidence still valid."""
    return claim.live and not claim.is_past(day)


def claims_to_show(*, claims, day) -> list[Claim]:
    """Those of `claims` that may be printed on `day`, in the order given."""
    return [claim for claim in claims if may_be_shown(claim=claim, day=day)]

import datetime
from decimal import Decimal

import factory

from problems.models import Claim, ProblemIndexPage, ProblemPage
from tests.factories.museum import museum
from tests.factories.stories import StoryPageFactory


class ProblemPageFactory(StoryPageFactory):
    """Hangs below the museum's problem index unless a parent is given."""

    class Meta:
        model = ProblemPage

    title = factory.Sequence(lambda n: f"Problem {n}")
    slug = factory.Sequence(lambda n: f"problem-{n}")
    korean_name = "맑은 물"
    accent = "#1b5e73"

    @classmethod
    def place(cls):
        return ProblemIndexPage.objects.first() or museum().problems


class ClaimFactory(factory.django.DjangoModelFactory):
    """Published, and valid for a long time, unless told otherwise."""

    class Meta:
        model = Claim

    problem = factory.SubFactory(ProblemPageFactory)
    statement = factory.Sequence(lambda n: f"One bar pays for {n + 1} litres of clean water")
    unit = "litres of clean water"
    amount = Decimal("3")
    evidence = "Counted at the meter of each well, every month."
    evidence_url = "https://example.org/evidence"
    verifier = "An independent auditor"
    verified_on = datetime.date(2024, 1, 15)
    valid_until = datetime.date(2099, 12, 31)
    live = True

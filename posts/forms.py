"""What readers and the museum's staff type. Lengths are checked by the rules, so that nothing typed is cut."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brands.models import BrandPage
from posts.models import Post, Question, Review
from posts.models.moderated import LONGEST_REFUSAL
from posts.models.post import LONGEST_BODY, LONGEST_TITLE
from posts.models.question import LONGEST_ANSWER, LONGEST_QUESTION
from posts.models.review import LONGEST_REVIEW
from problems.models import ProblemPage

ROOM, BRAND = "room", "brand"
RATINGS = [
    (5, _("5 of 5, I would buy it again")),
    (4, _("4 of 5, good")),
    (3, _("3 of 5, all right")),
    (2, _("2 of 5, I expected more")),
    (1, _("1 of 5, not for me")),
]


def _long_text(label, *, most: int, rows: int, help_text="") -> forms.CharField:
    plain = _("Plain text, at most %(most)s characters.") % {"most": most}
    return forms.CharField(
        label=label,
        help_text=f"{help_text} {plain}".strip(),
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class PostForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), help_text=_("At most %(most)s characters.") % {"most": LONGEST_TITLE}
    )
    body = _long_text(
        _("Text"), most=LONGEST_BODY, rows=12, help_text=_("An empty line begins a new paragraph.")
    )
    about = forms.ChoiceField(label=_("What it is about"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._pages = {
            f"{kind}-{page.pk}": (kind, page)
            for kind, pages in (
                (ROOM, ProblemPage.objects.live().order_by("title")),
                (BRAND, BrandPage.objects.live().order_by("title")),
            )
            for page in pages.only("title")
        }
        self.fields["about"].choices = [
            ("", _("The museum as a whole")),
            (_("Rooms"), self._choices(ROOM)),
            (_("Brands"), self._choices(BRAND)),
        ]

    @staticmethod
    def read(post: Post) -> dict[str, Any]:
        """What is typed so far."""
        about = f"{BRAND}-{post.brand_id}" if post.brand_id else f"{ROOM}-{post.problem_id}"
        return {"title": post.title, "body": post.body, "about": about}

    def typed(self) -> dict[str, Any]:
        kind, page = self._pages.get(self.cleaned_data["about"], ("", None))
        return {
            "title": self.cleaned_data["title"],
            "body": self.cleaned_data["body"],
            "problem": page if kind == ROOM else None,
            "brand": page if kind == BRAND else None,
        }

    def _choices(self, kind: str) -> list[tuple[str, str]]:
        return [(value, page.title) for value, (of, page) in self._pages.items() if of == kind]


class QuestionForm(forms.Form):
    text = _long_text(_("Your question"), most=LONGEST_QUESTION, rows=5)

    @staticmethod
    def read(question: Question) -> dict[str, Any]:
        return {"text": question.text}

    def typed(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Your rating"), choices=RATINGS, coerce=int, widget=forms.RadioSelect
    )
    text = _long_text(_("Your review"), most=LONGEST_REVIEW, rows=8)

    @staticmethod
    def read(review: Review) -> dict[str, Any]:
        return {"rating": review.rating, "text": review.text}

    def typed(self) -> dict[str, Any]:
        return {"rating": self.cleaned_data["rating"], "text": self.cleaned_data["text"]}


class DecisionForm(forms.Form):
    """`version` is the wording that was read."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class RefusalForm(DecisionForm):
    reason = forms.CharField(
        label=_("Why not"),
        required=False,
        help_text=_("The author reads this. At most %(most)s characters.") % {"most": LONGEST_REFUSAL},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerForm(DecisionForm):
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        help_text=_("Published with the question. At most %(most)s characters.") % {"most": LONGEST_ANSWER},
        widget=forms.Textarea(attrs={"rows": 5}),
    )

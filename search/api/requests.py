from rest_framework import serializers

from products.api.requests import NarrowingQuery
from search.models import Kind
from search.texts import LONGEST_TEXT, strip_unseen
from search.wishes import DEFAULT_SORT, SORTS, Wish


class SearchQuery(NarrowingQuery):
    """What may be searched for. Under a slug that nobody has, there is nothing; an order that is not known is ignored."""

    q = serializers.CharField(max_length=LONGEST_TEXT, help_text="What is looked for, in Korean or English.")
    type = serializers.ChoiceField(required=False, choices=Kind.choices)
    ordering = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="`relevance`, `newest`, `price`, `-price` or `popular`; `relevance` for anything else.",
    )
    after = serializers.CharField(
        required=False, allow_blank=True, max_length=2000, help_text="As it stands in `next`."
    )

    def __init__(self, data=None, **kwargs):
        if data is not None:
            data = data.dict() | {"q": strip_unseen(data.get("q", ""))}
        super().__init__(data, **kwargs)

    def wish(self) -> Wish:
        """Raises ValidationError for what cannot be read."""
        self.is_valid(raise_exception=True)
        wanted = dict(self.validated_data)
        wanted.pop("after", None)
        ordering = wanted.pop("ordering", DEFAULT_SORT)
        return Wish(
            text=wanted.pop("q"),
            kind=wanted.pop("type", ""),
            sort=ordering if ordering in SORTS else DEFAULT_SORT,
            **wanted,
        )

    def position(self) -> str:
        """Where the page before ended; only after `wish`."""
        return self.validated_data.get("after", "")

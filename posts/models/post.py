from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from posts.models.moderated import Moderated

LONGEST_TITLE = 120
LONGEST_BODY = 4000


class Post(Moderated):
    """What somebody wrote about a room, a brand or the museum. `is_editorial`: the house speaks, whoever wrote it."""

    kind = "post"

    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    body = models.CharField(_("text"), max_length=LONGEST_BODY)
    # What a post is about may be taken down; the post stays.
    problem = models.ForeignKey(
        "problems.ProblemPage",
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="posts",
    )
    brand = models.ForeignKey(
        "brands.BrandPage",
        verbose_name=_("brand"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="posts",
    )
    is_editorial = models.BooleanField(_("by the museum"), default=False, editable=False)

    class Meta(Moderated.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions = [("moderate", "Can approve, refuse and answer what readers write")]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(problem=None) | Q(brand=None), name="post_about_one_thing_at_most"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def text(self) -> str:
        """As the other kinds call it."""
        return self.body

    @property
    def slug(self) -> str:
        return slugify(self.title, allow_unicode=True)[:80].strip("-") or "post"

    @property
    def about(self):
        """The page it is about, as long as that is on show."""
        page = self.brand or self.problem
        return page if page is not None and page.live else None

    @property
    def author_name(self) -> str:
        return str(_("Impact Museum")) if self.is_editorial else super().author_name

    def get_absolute_url(self):
        return reverse("posts:post", args=[self.pk, self.slug])

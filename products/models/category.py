from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stories.models import TimeStamped

DEEPEST_LEVEL = 3


class Category(TimeStamped):
    """A shelf. Three levels at most; top ones with a menu group stand in the navigation."""

    title = models.CharField(_("title"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    menu_group = models.PositiveSmallIntegerField(
        _("menu group"),
        null=True,
        blank=True,
        help_text=_("Top categories with the same number stand in one column of the menu; empty hides it."),
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    # How deep it stands, from 0; set by whoever lists the tree.
    depth: int

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["sort_order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
                name="category_not_own_parent",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('products:catalogue')}?category={self.slug}"

    def path(self) -> list["Category"]:
        """From the top category down to this one; one query a level, at most three."""
        steps: list[Category] = []
        step: Category | None = self
        while step is not None and step not in steps:
            steps.insert(0, step)
            step = step.parent
        return steps

    def _height(self) -> int:
        children = list(self.children.all()) if self.pk else []
        return 1 + max((child._height() for child in children), default=0)

    def clean(self):
        if self.parent is None:
            return
        above = self.parent.path()
        if self.pk and self in above:
            raise ValidationError({"parent": _("A category cannot stand below itself.")})
        if len(above) + self._height() > DEEPEST_LEVEL:
            raise ValidationError({"parent": _("Categories go three levels deep, not deeper.")})

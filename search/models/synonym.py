import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.texts import clean_text
from stories.models import TimeStamped

MOST_WORDS = 20
LONGEST_WORD = 60


def split_words(text: str) -> list[str]:
    """Words and phrases between commas or line breaks, each once, as they are compared."""
    # Only then split: a comma of full width is a comma too.
    plain = unicodedata.normalize("NFKC", text)
    parts = (clean_text(part) for part in plain.replace("\n", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))


class Synonym(TimeStamped):
    """Words that readers use for the same thing."""

    words = models.TextField(
        _("words"),
        help_text=_("Words or phrases that mean the same, with commas between: eco, green, 친환경"),
    )
    finds = models.TextField(
        _("find also"),
        blank=True,
        help_text=_(
            "Leave it empty, and each word finds what the others find. Else they find what these words find, "
            "but not the other way round."
        ),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self):
        return f"{self.words} → {self.finds}" if self.finds else self.words

    def clean(self):
        words, finds = split_words(self.words), split_words(self.finds)
        if not words:
            raise ValidationError({"words": _("Type at least one word.")})
        if not finds and len(words) < 2:
            raise ValidationError({"words": _("Type at least two words, or what this one finds also.")})
        for name, parts in (("words", words), ("finds", finds)):
            if len(parts) > MOST_WORDS:
                raise ValidationError({name: _("Type at most %(most)s words.") % {"most": MOST_WORDS}})
            if long := [part for part in parts if len(part) > LONGEST_WORD]:
                limit = {"word": long[0], "most": LONGEST_WORD}
                raise ValidationError(
                    {name: _("“%(word)s” is too long: %(most)s characters at most.") % limit}
                )

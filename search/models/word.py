from django.db import models


class Word(models.Model):
    """A word that stands in names and summaries, for whoever mistypes it. `folded` is compared: Hangul by its letters."""

    word = models.CharField(max_length=40, unique=True)
    folded = models.CharField(max_length=120)
    length = models.PositiveSmallIntegerField(db_index=True)

    def __str__(self):
        return self.word

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsLanguage(models.Model):
    """In which language somebody wants the news; without a row, in the shop's own."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="news_language"
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("language of the news")
        verbose_name_plural = _("languages of the news")

    def __str__(self):
        return self.get_language_display()

"""Who has an account, what is kept beside it, and what they agreed to."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.names import LONGEST_NICKNAME, check_name
from problems.models import ProblemPage


class User(AbstractUser):
    """Somebody known to the shop, customer or staff. E-mail may be empty, never doubled, and is in small letters."""

    username = models.CharField(
        _("username"),
        max_length=150,
        unique=True,
        help_text=_("Letters, digits and . + - _ only, and not like a telephone number."),
        validators=[AbstractUser.username_validator],
        error_messages={"unique": _("A user with that username already exists.")},
    )
    # Several may have typed the same one; it belongs to the one that has proved it.
    phone = models.CharField(  # noqa: DJ001 - programs are told null where there is none
        _("mobile number"), max_length=20, null=True, blank=True, db_index=True
    )
    # Of this very number; `accounts.profile` takes it away with the number.
    phone_verified_at = models.DateTimeField(
        _("mobile number verified"), null=True, blank=True, editable=False
    )
    # Set before a new account is saved: what its profile is to be called. No column.
    chosen_nickname = ""
    # Likewise, and given up for another when somebody has it.
    wished_nickname = ""

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_any_case"),
            models.UniqueConstraint(
                Lower("email"), name="user_email_any_case", condition=~models.Q(email="")
            ),
            models.CheckConstraint(
                condition=Q(phone_verified_at=None) | Q(phone__isnull=False),
                name="user_verified_phone_is_there",
            ),
            models.UniqueConstraint(
                fields=["phone"],
                condition=Q(phone_verified_at__isnull=False),
                name="user_verified_phone_is_one",
            ),
        ]

    def clean(self):
        """A name given before the rules of names may stay."""
        super().clean()
        if not User.objects.filter(pk=self.pk, username=self.username).exists():
            try:
                check_name(self.username)
            except ValidationError as refusal:
                raise ValidationError({"username": refusal}) from refusal

    def save(self, *args, **kwargs):
        # The library looks for an address as it would write it.
        self.email = self.email.lower()
        if not self.phone:
            self.phone_verified_at = None
            fields = kwargs.get("update_fields")
            if fields is not None and "phone" in fields:
                kwargs["update_fields"] = {*fields, "phone_verified_at"}
        super().save(*args, **kwargs)


class Profile(models.Model):
    """What an account is called and cares about. Every account has exactly one, see `accounts.profile`."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    nickname = models.CharField(_("nickname"), max_length=LONGEST_NICKNAME)
    interest = models.ForeignKey(
        ProblemPage,
        verbose_name=_("problem of interest"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="interested",
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [models.UniqueConstraint(Lower("nickname"), name="profile_nickname_any_case")]

    def __str__(self):
        return self.nickname


class Consent(models.Model):
    """One answer to something that nobody has to agree to, with the text that was shown. Rows are only added."""

    class Kind(models.TextChoices):
        MARKETING_MAIL = "marketing_mail", _("News by e-mail")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("about"), max_length=30, choices=Kind.choices)
    is_given = models.BooleanField(_("given"))
    text = models.TextField(_("text"))
    version = models.CharField(_("version of the text"), max_length=20)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["user", "kind", "-at"], name="consent_last_answer")]

    def __str__(self):
        return f"{self.get_kind_display()}: {'+' if self.is_given else '-'} {self.at:%Y-%m-%d}"


class FormerEmail(models.Model):
    """An address that an account had: by it, the letters to it are found when the account closes."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_emails")
    email = models.EmailField(_("e-mail"))
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        verbose_name = _("former e-mail")
        verbose_name_plural = _("former e-mails")

    def __str__(self):
        return self.email

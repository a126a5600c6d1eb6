from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.names import LONGEST_NICKNAME
from problems.models import ProblemPage


class User(AbstractUser):
    """Somebody known to the shop, customer or staff. E-mail may be empty, never doubled."""

    phone = models.CharField(_("mobile number"), max_length=20, null=True, blank=True, unique=True)
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
        ]

    def save(self, *args, **kwargs):
        if not self.phone:
            self.phone_verified_at = None
            fields = kwargs.get("update_fields")
            if fields is not None and "phone" in fields:
                kwargs["update_fields"] = {*fields, "phone_verified_at"}
        super().save(*args, **kwargs)


class ApiTokenQuerySet(models.QuerySet):
    def newest_first(self):
        return self.select_related("user").order_by("-created_at", "-pk")


class ApiToken(models.Model):
    """What a program shows to act for `user`, within `scopes`. Only the hash of its text is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    shown_start = models.CharField(_("begins with"), max_length=16)
    text_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("may"), default=list)
    created_at = models.DateTimeField(_("made"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return self.name

    def is_valid(self, now) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class AddressQuerySet(models.QuerySet):
    def live(self):
        return self.filter(deleted_at=None)

    def default_first(self):
        """Then the last one edited."""
        return self.order_by("-is_default", "-updated_at", "-pk")


class Address(models.Model):
    """A place in somebody's address book. Orders keep a copy, so that a change here changes no order."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="addresses")
    title = models.CharField(_("title"), max_length=100, blank=True, help_text=_("The receiver when empty."))
    full_name = models.CharField(_("receiver"), max_length=100)
    phone = models.CharField(_("phone"), max_length=20)
    fixed_phone = models.CharField(_("fixed telephone"), max_length=20, blank=True, db_default="", default="")
    email = models.EmailField(_("e-mail of the receiver"), blank=True, db_default="", default="")
    address_line1 = models.CharField(_("address"), max_length=250)
    address_line2 = models.CharField(_("flat, floor"), max_length=250, blank=True)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(_("region"), max_length=100, blank=True)
    postcode = models.CharField(_("postal code"), max_length=20)
    country = CountryField(_("country"))
    area = models.ForeignKey(
        "Area",
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addresses",
        help_text=_("The smallest one that was chosen; the names above stand for themselves."),
    )
    is_default = models.BooleanField(_("default"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default=True), name="address_one_default_per_user"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(deleted_at=None), name="address_default_is_live"
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.address_line1}, {self.city}"


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


class Area(models.Model):
    """A province, a city in it, or a district in that; `accounts.area_tree` saves them."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("province")
        CITY = 2, _("city")
        DISTRICT = 3, _("district")

    country = CountryField(_("country"))
    code = models.CharField(_("official code"), max_length=12)
    name = models.CharField(_("name"), max_length=100, help_text=_("In English, where there is such a name."))
    local_name = models.CharField(_("local name"), max_length=100)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="area_one_per_code"),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__in=[2, 3], parent__isnull=False),
                name="area_provinces_have_no_parent",
            ),
        ]

    def __str__(self):
        return self.local_name


class LoginTries(models.Model):
    """Passwords tried since `began_at` for one account, name or address; `accounts.login_limits` writes them."""

    key = models.CharField(max_length=64, primary_key=True)
    began_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tries of a password")
        verbose_name_plural = _("tries of passwords")

    def __str__(self):
        return f"{self.key[:8]}: {self.tries}"


class OneTimeCode(models.Model):
    """A code that waits to be typed, while Redis is away. What it is for and what it is stand here as keyed hashes."""

    about = models.CharField(max_length=64, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    issued_at = models.DateTimeField(_("issued"), db_index=True)
    tries_left = models.PositiveSmallIntegerField(_("tries left"))

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")

    def __str__(self):
        return f"{self.about[:8]} {self.issued_at:%Y-%m-%d %H:%M}"


class CodeAsking(models.Model):
    """When codes were asked for one target, or from one address, while Redis is away; `who` is a keyed hash."""

    who = models.CharField(max_length=64, unique=True, editable=False)
    times = models.JSONField(_("times"), default=list)
    last_at = models.DateTimeField(_("last"), db_index=True)

    class Meta:
        verbose_name = _("asking for a code")
        verbose_name_plural = _("askings for codes")

    def __str__(self):
        return f"{self.who[:8]} {self.last_at:%Y-%m-%d %H:%M}"


class OwedText(models.Model):
    """A text message on its way: receiver and words sealed, and gone as soon as it is sent."""

    sealed = models.TextField(editable=False)
    key = models.UUIDField(_("key of the try"), editable=False)
    written_at = models.DateTimeField(_("written"))
    expires_at = models.DateTimeField(_("worth nothing from"), db_index=True)
    free_at = models.DateTimeField(_("nobody is at it from"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)

    class Meta:
        verbose_name = _("text message on its way")
        verbose_name_plural = _("text messages on their way")

    def __str__(self):
        return f"{self.pk} {self.written_at:%Y-%m-%d %H:%M}"

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody known to the shop, customer or staff. E-mail may be empty, never doubled."""

    phone = models.CharField(_("mobile number"), max_length=20, null=True, blank=True, unique=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_any_case"),
            models.UniqueConstraint(
                Lower("email"), name="user_email_any_case", condition=~models.Q(email="")
            ),
        ]

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingsConfig(AppConfig):
    name = "mailings"
    verbose_name = _("mailings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Tasks too, so that the web process knows them by name.
        for module in ("receivers", "tasks", "privacy"):
            import_module(f"mailings.{module}")

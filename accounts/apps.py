from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        import_module("accounts.privacy.personal_data")
        import_module("accounts.receivers")
        import_module("accounts.session_receivers")
        import_module("accounts.social_receivers")
        # So that the web process knows them by name.
        import_module("accounts.tasks")

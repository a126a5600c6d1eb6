import os

from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.production")

application = get_wsgi_application()

from site_config.health import known_migrations  # noqa: E402 - it reads models, which are there only now

# Servers do not run Django's checks by themselves, and what these find should stop the start, not a shopper.
_found = [message for message in run_checks() if message.is_serious() and not message.is_silenced()]
if _found:
    raise ImproperlyConfigured("\n".join(str(message) for message in _found))

known_migrations()  # read once here, so that the first readiness probe need not wait for it

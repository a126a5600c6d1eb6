import os

from django.core.wsgi import get_wsgi_application

from site_config.health import known_migrations

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.production")

application = get_wsgi_application()
known_migrations()  # read once here, so that the first readiness probe need not wait for it

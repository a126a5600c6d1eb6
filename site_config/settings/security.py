from csp.constants import NONE, SELF

from site_config.settings.environment import env
from site_config.settings.payments import PAYMENT_PAGES
from site_config.settings.social import SOCIAL_PAGES

CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "site_config.errors.forgery_suspected"
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor needs that many
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows previews in a frame
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    # Both admins carry inline scripts of their own; site_config.middleware.admin_policy gives them a policy.
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/django-admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "frame-ancestors": [SELF],
        # The checkout's form is answered with the way to the provider's page, and so are the buttons of the log-in.
        "form-action": [SELF, *PAYMENT_PAGES, *SOCIAL_PAGES],
        "base-uri": [SELF],
        "object-src": [NONE],
    },
}
ADMIN_CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com; "
    "frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'"
)

# Answered with JSON on every error, whatever the request says it accepts.
JSON_PATHS = [
    "/api/",
    "/payments/webhooks/",
    "/cart/summary/",
    "/products/menu.json",
    "/search/suggest/",
    "/search/opened/",
    "/livez",
    "/readyz",
]

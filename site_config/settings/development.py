from csp.constants import SELF

from site_config.settings.base import *
from site_config.settings.environment import env

DEBUG = env.bool("DEBUG", default=True)
WEBHOOK_ALLOW_PRIVATE = env.bool("WEBHOOK_ALLOW_PRIVATE", default=DEBUG)
SECRET_KEY = env("SECRET_KEY", default="only-for-development")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])

PAYMENT_PROVIDERS = env.list("PAYMENT_PROVIDERS", default=["sandbox", "cash_on_delivery", "bank_transfer"])
SANDBOX_API_URL = env("SANDBOX_API_URL", default="http://127.0.0.1:8001").rstrip("/")
SANDBOX_API_KEY = env("SANDBOX_API_KEY", default="sandbox-key-for-development")
SANDBOX_WEBHOOK_SECRET = env("SANDBOX_WEBHOOK_SECRET", default="sandbox-secret-for-development")
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = [SELF, SANDBOX_API_URL]

import os

# Payments to try things out with; what is in the environment counts for more.
os.environ.setdefault("PAYMENT_PROVIDERS", "sandbox,cash_on_delivery,bank_transfer")
os.environ.setdefault("SANDBOX_API_URL", "http://127.0.0.1:8001")
os.environ.setdefault("SANDBOX_API_KEY", "sandbox-key-for-development")
os.environ.setdefault("SANDBOX_WEBHOOK_SECRET", "sandbox-secret-for-development")
# Codes for telephones are shown where the server was started.
os.environ.setdefault("SMS_URL", "console:")

from site_config.settings.base import *
from site_config.settings.environment import env

DEBUG = env.bool("DEBUG", default=True)
WEBHOOK_ALLOW_PRIVATE = env.bool("WEBHOOK_ALLOW_PRIVATE", default=DEBUG)
SECRET_KEY = env("SECRET_KEY", default="only-for-development")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
# Passkeys at http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

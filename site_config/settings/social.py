"""Logging in by Google and Kakao. A provider without both of its keys is not offered."""

from site_config.settings.environment import env

SOCIAL_GOOGLE_CLIENT_ID = env("SOCIAL_GOOGLE_CLIENT_ID", default="")
SOCIAL_GOOGLE_SECRET = env("SOCIAL_GOOGLE_SECRET", default="")
SOCIAL_KAKAO_CLIENT_ID = env("SOCIAL_KAKAO_CLIENT_ID", default="")
SOCIAL_KAKAO_SECRET = env("SOCIAL_KAKAO_SECRET", default="")

# One scope of two words: the library puts several into whatever order it likes.
_GOOGLE_SCOPE = ["profile email"]

SOCIALACCOUNT_PROVIDERS = {
    "google": {
        "provider_class": "accounts.social.providers.Google",
        "APPS": [{"client_id": SOCIAL_GOOGLE_CLIENT_ID, "secret": SOCIAL_GOOGLE_SECRET}],
        "SCOPE": _GOOGLE_SCOPE,
        "OAUTH_PKCE_ENABLED": True,
    },
    "kakao": {
        "provider_class": "accounts.social.providers.Kakao",
        "APPS": [{"client_id": SOCIAL_KAKAO_CLIENT_ID, "secret": SOCIAL_KAKAO_SECRET}],
        "OAUTH_PKCE_ENABLED": True,
    },
}
# Where the form that starts a log-in leads: browsers ask the policy of its page about every redirect on the way.
# Always all, because keys may also be kept in the database.
SOCIAL_PAGES = ["https://accounts.google.com", "https://kauth.kakao.com", "https://accounts.kakao.com"]

SOCIALACCOUNT_ADAPTER = "accounts.social_adapter.SocialAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "accounts.forms.social.NewAccountForm",
    "disconnect": "accounts.forms.social.DisconnectForm",
}
SOCIALACCOUNT_LOGIN_ON_GET = False
# Whoever sits before somebody's open session is not to leave a way in of their own, or take one away.
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
# What a provider vouches for is confirmed, anything else is not taken: there is no letter to send.
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# Seconds for one call to a provider, its last byte included.
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_STORE_TOKENS = False

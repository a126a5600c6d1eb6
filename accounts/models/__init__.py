from accounts.models.addresses import Address, Area
from accounts.models.proofs import CodeAsking, LoginTries, OneTimeCode, OwedText
from accounts.models.tokens import ApiToken
from accounts.models.users import Consent, FormerEmail, Profile, User

__all__ = [
    "Address",
    "ApiToken",
    "Area",
    "CodeAsking",
    "Consent",
    "FormerEmail",
    "LoginTries",
    "OneTimeCode",
    "OwedText",
    "Profile",
    "User",
]

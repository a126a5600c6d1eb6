MFA_ADAPTER = "accounts.second_factor_adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.CodeAtLogInForm",
    "reauthenticate": "accounts.forms.second_factor.CodeAgainForm",
    "activate_totp": "accounts.forms.second_factor.FirstCodeForm",
    "add_webauthn": "accounts.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.second_factor.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Impact Museum"
# Clocks of telephones are a little off; that a code works once is seen to by accounts.second_factor.
MFA_TOTP_TOLERANCE = 1
# The library would write a row at every request; accounts.middleware does at most every ten minutes.
USERSESSIONS_TRACK_ACTIVITY = False

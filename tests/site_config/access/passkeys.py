"""A passkey as a browser would have registered it; its private half is thrown away."""

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.models import User


def give_passkey(user: User) -> Authenticator:
    name = f"key of {user.username}".encode()
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(b"\x00" * 16, name, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    seen = AuthenticatorData.create(b"\x00" * 32, flags, 0, held)
    said = {
        "clientDataJSON": websafe_encode(
            b'{"type":"webauthn.create","challenge":"AA","origin":"http://testserver"}'
        ),
        "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
    }
    key = websafe_encode(name)
    credential = {
        "id": key,
        "rawId": key,
        "type": "public-key",
        "response": said,
        "clientExtensionResults": {},
    }
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Telephone", "credential": credential}
    )

"""A passkey as a browser holds it: what it registered, and what it answers when it is asked."""

import json
from dataclasses import dataclass

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.models import User

SITE = "testserver"
DOOR = "/accounts/2fa/webauthn/login/"
FLAG = AuthenticatorData.FLAG


@dataclass(frozen=True)
class Passkey:
    authenticator: Authenticator
    name: bytes
    private: ec.EllipticCurvePrivateKey

    def answer(self, challenge: str) -> str:
        """Signed, with the owner's finger on it."""
        said = json.dumps(
            {"type": "webauthn.get", "challenge": challenge, "origin": f"https://{SITE}"}
        ).encode()
        seen = AuthenticatorData.create(sha256(SITE.encode()), FLAG.UP | FLAG.UV, 1)
        signature = self.private.sign(seen + sha256(said), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(seen),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.authenticator.user).encode()),
        }
        return json.dumps(_credential(self.name, response))


def give_passkey(user: User) -> Passkey:
    name, private = f"key of {user.username}".encode(), ec.generate_private_key(ec.SECP256R1())
    held = AttestedCredentialData.create(
        b"\x00" * 16, name, ES256.from_cryptography_key(private.public_key())
    )
    seen = AuthenticatorData.create(b"\x00" * 32, FLAG.UP | FLAG.UV | FLAG.AT, 0, held)
    said = b'{"type":"webauthn.create","challenge":"AA","origin":"http://testserver"}'
    response = {
        "clientDataJSON": websafe_encode(said),
        "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
    }
    authenticator = Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Telephone", "credential": _credential(name, response)},
    )
    return Passkey(authenticator, name, private)


def log_in_by_passkey(client, passkey: Passkey, **sent: str):
    """The answer to the form; `sent` is what else stands in it."""
    options = client.get(DOOR, headers={"Accept": "application/json"}).json()["request_options"]
    credential = passkey.answer(options["publicKey"]["challenge"])
    return client.post(DOOR, {"credential": credential, **sent})


def _credential(name: bytes, response: dict[str, str]) -> dict:
    key = websafe_encode(name)
    return {
        "id": key,
        "rawId": key,
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {},
    }

"""What test_sandbox.py cannot see: encryption, and addresses of which only one answers."""

import ipaddress
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from checkout.payments.provider import ProviderUnavailable
from checkout.payments.timed_http import Answer, ask


class Conversation(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"here")

    def log_message(self, *args):
        pass


@pytest.fixture
def certificate(tmp_path):
    """A file with the key and the self-signed certificate of 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "provider.test")])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def address(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), Conversation) as listener:
        listener.socket = context.wrap_socket(listener.socket, server_side=True)
        threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        yield f"https://127.0.0.1:{listener.server_address[1]}/"
        listener.shutdown()


def test_an_authority_that_the_operator_trusts_is_trusted(address, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask(method="GET", url=address, headers={}, content=b"", seconds=5) == Answer(200, b"here")


def test_another_authority_is_not(address):
    with pytest.raises(ProviderUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
        ask(method="GET", url=address, headers={}, content=b"", seconds=5)


def test_no_time_left_means_no_call(address):
    with pytest.raises(ProviderUnavailable, match="the time for the whole call is over"):
        ask(method="GET", url=address, headers={}, content=b"", seconds=0)


def test_the_second_address_of_a_name_is_tried_too(monkeypatch):
    with ThreadingHTTPServer(("127.0.0.1", 0), Conversation) as listener:
        threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        port = listener.server_address[1]
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)) for host in ("127.0.0.2", "127.0.0.1")
        ]
        look_up = socket.getaddrinfo

        def two_addresses(host, *args, **kwargs):
            return found if host == "provider.test" else look_up(host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", two_addresses)
        url = f"http://provider.test:{port}/"
        assert ask(method="GET", url=url, headers={}, content=b"", seconds=5) == Answer(200, b"here")
        listener.shutdown()

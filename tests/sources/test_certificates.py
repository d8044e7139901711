"""Tests of HTTPS to an IP address with the certificate of the host's name."""

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from palermo.errors import NotFetched
from palermo.sources import Bounds, Downloads, Fetcher, Urllib3Client


class Page(BaseHTTPRequestHandler):
    """One page for every path."""

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.end_headers()
        self.wfile.write(b"words")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for `localhost` that nobody signed, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "certificate.pem"
    path.write_bytes(key.private_bytes(*form) + built.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    """Port of an HTTPS server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = HTTPServer(("127.0.0.1", 0), Page)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(tmp_path: Path, port: int) -> Callable[[Urllib3Client], Fetcher]:
    """A fetcher that may ask this machine, by its name and its number."""

    def fetcher(http: Urllib3Client) -> Fetcher:
        built = Fetcher(
            http,
            Downloads(tmp_path / "downloads"),
            Bounds(request_interval_s=0.0, response_timeout_s=10.0, max_attempts=1),
        )
        built.allow_hosts([f"https://localhost:{port}/", f"https://127.0.0.1:{port}/"])
        return built

    return fetcher


class Trusting(Urllib3Client):
    """Trusts that one certificate."""

    def __init__(self, certificate: Path) -> None:
        super().__init__()
        self._ssl_context = ssl.create_default_context(cafile=str(certificate))


def test_a_certificate_that_is_trusted_counts_for_its_name_alone(
    fetcher: Callable[[Urllib3Client], Fetcher], certificate: Path, port: int
) -> None:
    trusting = fetcher(Trusting(certificate))
    assert trusting.fetch(f"https://localhost:{port}/a", None, 100).size == 5
    with pytest.raises(NotFetched, match="its certificate is not accepted"):
        trusting.fetch(f"https://127.0.0.1:{port}/a", None, 100)


def test_a_certificate_that_nobody_signed_is_reported(fetcher: Callable[[Urllib3Client], Fetcher], port: int) -> None:
    with pytest.raises(NotFetched, match="its certificate is not accepted"):
        fetcher(Urllib3Client()).fetch(f"https://localhost:{port}/a", None, 100)

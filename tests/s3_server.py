"""An S3 server on this machine with a bucket, named by the variables that S3 clients read."""

import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Address of the server."""
    from moto.server import ThreadedMotoServer  # every process of a run loads this module, and one starts the server

    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Address of an empty bucket, such as `s3://palermo-1a2b`."""
    import boto3

    named = {
        "ENDPOINT_URL": s3_server,
        "ACCESS_KEY_ID": "id",
        "SECRET_ACCESS_KEY": "key",
        "DEFAULT_REGION": "us-east-1",
    }
    for name, value in named.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    name = f"palermo-{uuid4().hex[:8]}"
    boto3.client("s3").create_bucket(Bucket=name)
    return f"s3://{name}"

"""Tests of the deadline of one request: a body that ends because the request was aborted is no whole answer."""

import socket
from collections.abc import Iterator

import pytest
from urllib3.connection import HTTPConnection

from palermo.http_connection import ConnectionDeadline, ConnectionFailed, DeadlineExceeded

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
"""Of an answer without a length, which ends with its connection."""


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def _read_after_first_chunk(server: socket.socket, deadline: ConnectionDeadline, *, is_aborted: bool) -> list[bytes]:
    """Return the chunks after the first one of an answer that never ends."""
    connection = HTTPConnection("127.0.0.1", server.getsockname()[1])
    connection.connect()
    served, _ = server.accept()
    try:
        deadline.watch(connection, 10)
        connection.request("GET", "/", preload_content=False)
        served.sendall(HEAD + b"first")
        chunks = deadline.iterate_chunks(connection.getresponse())
        assert next(chunks) == b"first"
        if is_aborted:
            deadline.abort()
        return list(chunks)
    finally:
        deadline.cancel()
        connection.close()
        served.close()


def test_body_of_an_aborted_request_is_not_taken_for_whole(server: socket.socket) -> None:
    with pytest.raises(ConnectionFailed, match="aborted"):
        _read_after_first_chunk(server, ConnectionDeadline(10), is_aborted=True)


def test_body_that_is_not_whole_in_time_is_refused(server: socket.socket) -> None:
    with pytest.raises(DeadlineExceeded):
        _read_after_first_chunk(server, ConnectionDeadline(0.3), is_aborted=False)

"""An SMTP server on loopback that refuses chosen recipients, or closes the connection at one."""

import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Self


class FakeSmtpServer:
    """Records whom it accepted messages for; a context manager."""

    def __init__(self) -> None:
        self.refused: set[str] = set()
        self.closed_at = ""
        self.accepted: list[str] = []
        owner = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                owner.talk(self)

        self._server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """The value of PALERMO_EMAIL_URL for it."""
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def talk(self, connection: StreamRequestHandler) -> None:
        """Answer the commands of one connection until it ends."""
        recipient = ""

        def answer(line: str) -> None:
            connection.wfile.write(line.encode() + b"\r\n")

        answer("220 ready")
        while line := connection.rfile.readline().decode().strip():
            command = line[:4].upper()
            if command == "RCPT":
                recipient = line.split("<")[1].split(">")[0]
                if recipient == self.closed_at:
                    return
                answer("550 no such mailbox" if recipient in self.refused else "250 ok")
            elif command == "DATA":
                answer("354 go on")
                while connection.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.accepted.append(recipient)
                answer("250 ok")
            elif command == "QUIT":
                answer("221 bye")
                return
            else:
                answer("250 ok")

"""A mail server and a web hook on this machine that keep what they are sent."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer


@dataclass
class PostOffice:
    """``address`` is where Apprise sends; ``refuse`` makes the server say no."""

    address: str = ""
    refuse: bool = False
    letters: list[tuple[str, str]] = field(default_factory=list)  # title and text


@contextmanager
def web_hook() -> Iterator[PostOffice]:
    """A server that takes Apprise's JSON messages."""
    office = PostOffice()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            letter = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not office.refuse:
                office.letters.append((letter["title"], letter["message"]))
            self.send_response(503 if office.refuse else 200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Hook) as server, served(server):
        office.address = f"json://127.0.0.1:{server.server_port}/hook/s3cret-t0ken"
        yield office


@contextmanager
def mail_server() -> Iterator[PostOffice]:
    """As much of SMTP (RFC 5321) as smtplib speaks to a server without extensions."""
    office = PostOffice()

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            while command := self.rfile.readline().strip().upper():
                if command == b"DATA":
                    self.say("354 go on")
                    office.letters.append(opened(self.letter()))
                self.say("221 bye" if command == b"QUIT" else "550 no" if office.refuse else "250 ok")
                if command == b"QUIT":
                    return

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def letter(self) -> bytes:
            lines: list[bytes] = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            return b"".join(lines)

    with socketserver.TCPServer(("127.0.0.1", 0), Session) as server, served(server):
        port = server.server_address[1]
        office.address = (
            f"mailto://127.0.0.1:{port}?smtp=127.0.0.1&from=crm@example.com&to=boss@example.com&mode=insecure"
        )
        yield office


def opened(letter: bytes) -> tuple[str, str]:
    message = message_from_bytes(letter, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    assert body is not None
    return str(message["Subject"]), str(body.get_content())


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()

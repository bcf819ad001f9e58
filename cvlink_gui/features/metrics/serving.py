"""The numbers over HTTP: `/metrics`, `/-/healthy`, `/-/ready` and a page that says what is there.

`prometheus_client` makes the answers (text, OpenMetrics, gzip); the server around it is that of the
standard library, as its own is, which answers `/metrics` under every path, keeps five waiting at
most, and lets a client that is slow with its TLS handshake hold up all others.
"""

import errno
import ssl
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from socket import AF_INET6, AddressFamily, gaierror, getaddrinfo
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import CollectorRegistry, make_wsgi_app

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.said import NOTHING, Said, say

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK = "127.0.0.1"
_CLIENT_SECONDS = 10.0  # for one to say what it wants, or to take what it gets
_WAITING = 1024  # clients that are connected and not served yet
_WORDS = {
    errno.EADDRINUSE: (
        say("another program listens there"),
        say("Choose another port, or stop it."),
    ),
    errno.EACCES: (say("this user may not listen there"), say("Choose a port above 1023.")),
    errno.EADDRNOTAVAIL: (say("this machine has no such address"), say("Choose one it has.")),
}


class CannotServe(CvlinkError):
    title = "The metrics cannot be served"


@dataclass(frozen=True, slots=True)
class Tls:
    """Files in PEM: certificate, its key, and, where clients need one of theirs, who signs them."""

    certificate: str
    key: str
    client_authority: str = ""

    def context(self) -> ssl.SSLContext:
        """What the server needs of it; CannotServe for files that do not serve."""
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            made.load_cert_chain(self.certificate, self.key)
            if self.client_authority:
                made.load_verify_locations(self.client_authority)
                made.verify_mode = ssl.CERT_REQUIRED
        except OSError as error:  # SSLError is one
            names = ", ".join(filter(None, (self.certificate, self.key, self.client_authority)))
            hint = "A certificate and its key are needed, each in PEM."
            raise CannotServe(f"{names} cannot be used: {error}", hint=hint) from error
        return made


@dataclass(frozen=True, slots=True)
class Site:
    """What is served: the metrics; is it alive, has it looked; what there is to say, in words."""

    registry: CollectorRegistry
    is_alive: Callable[[], bool]
    is_ready: Callable[[], bool]
    words: Callable[[], str]

    def app(self) -> "WSGIApplication":
        metrics: WSGIApplication = make_wsgi_app(self.registry)
        pages: dict[str, Callable[[], tuple[bool, str]]] = {
            "/-/healthy": lambda: (self.is_alive(), self.words()),
            "/-/ready": lambda: (self.is_ready(), self.words()),
        }

        def app(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            if path == "/metrics":
                return metrics(environ, start)
            if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                return _plain(start, "405 Method Not Allowed", "Use GET.")
            if path in pages:
                well, words = pages[path]()
                return _plain(start, "200 OK" if well else "503 Service Unavailable", words)
            if path == "/":
                page = _PAGE.format(words=escape(self.words()))
                return _send(start, "200 OK", "text/html", page)
            return _plain(start, "404 Not Found", "Look at /metrics.")

        return app


_PAGE = """<!doctype html><html lang="en"><title>cvlink</title><h1>cvlink</h1>
<p style="white-space: pre-wrap">{words}</p>
<p><a href="metrics">metrics</a> · <a href="-/healthy">healthy</a> · <a href="-/ready">ready</a></p>
</html>
"""


def _plain(start: "StartResponse", status: str, words: str) -> list[bytes]:
    return _send(start, status, "text/plain", words + "\n")


def _send(start: "StartResponse", status: str, kind: str, text: str) -> list[bytes]:
    body = text.encode("utf-8")
    length = ("Content-Length", str(len(body)))
    start(status, [("Content-Type", f"{kind}; charset=utf-8"), length])
    return [body]


class _Handler(WSGIRequestHandler):
    timeout = _CLIENT_SECONDS

    def log_message(self, *_: object) -> None:
        """Say nothing: somebody asks every few seconds."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = _WAITING

    def server_bind(self) -> None:
        """Bind as usual, without asking the network for the name of this machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 (as there)
        """A client that goes away, or that is no client of this, is no error of ours."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Server:
    """Serves a site until it is closed."""

    def __init__(self, site: Site, address: str, port: int, tls: Tls | None = None) -> None:
        """Listens when this returns, port 0 is any that is free; CannotServe says why it cannot."""
        context = tls.context() if tls else None
        family, place = _resolved(address, port)
        try:
            self._server = _server_of(family)(place, _Handler)
        except OSError as error:
            raise _refused(error, address, port) from error
        self._server.set_app(site.app())
        if context is not None:
            # The handshake is left to the thread of the client, within its time.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._scheme = "https" if context else "http"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="cvlink-http", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the metrics are."""
        host, port = self._server.server_address[:2]
        host = f"[{host!s}]" if self._server.address_family == AF_INET6 else str(host)
        return f"{self._scheme}://{host}:{port}/metrics"

    def close(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()


def _server_of(family: AddressFamily) -> type[_Server]:
    return type("_ServerOfFamily", (_Server,), {"address_family": family})


def _resolved(address: str, port: int) -> tuple[AddressFamily, Any]:
    try:
        family, _, _, _, place = getaddrinfo(address, port, type=1)[0]
    except gaierror as error:
        hint = "Name an address of this machine, as 127.0.0.1 or ::1."
        raise CannotServe(f"There is no address {address}: {error.strerror}", hint=hint) from error
    return family, place


def _refused(error: OSError, address: str, port: int) -> CannotServe:
    why, hint = _WORDS.get(error.errno or 0, (Said(error.strerror or str(error)), NOTHING))
    words = say(
        "Cannot listen on {address}, port {port}: {why}", address=address, port=str(port), why=why
    )
    return CannotServe(words, hint=hint)

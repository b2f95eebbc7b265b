"""Starting and stopping the server."""

from __future__ import annotations

import errno
import socket
import ssl
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import uvicorn
from starlette.applications import Starlette

from whence.collecting import set_aside
from whence.errors import UsageError
from whence.web.desk import Desk, desk_in

BACKLOG = 128
SOON = 1.0  # seconds from listening to loading what decisions need: the first page comes before


def listening(host: str, port: int) -> socket.socket:
    """Return a socket bound to `host` and `port`; port 0 takes a free one.

    Raises `UsageError` where that cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, or else asyncio leaves small packets waiting for one another (40 ms).
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        own = error.errno != errno.EADDRNOTAVAIL and not isinstance(error, socket.gaierror)
        raise UsageError(
            f"cannot listen on {host} port {port}: {error.strerror}",
            remedy="choose another with --port, or 0 for any free one"
            if own
            else "give --host an address of this machine; 0.0.0.0 stands for all of them",
        ) from error
    return bound


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files that HTTPS is spoken with: the certificate with its chain, and its key (PEM)."""

    chain: Path
    key: Path


def serve(
    app: Starlette,
    bound: socket.socket,
    ready: Callable[[], None],
    *,
    proxy: str = "",
    certificate: Certificate | None = None,
) -> None:
    """Serve `app` until stopped with Ctrl-C; `ready` is called once it listens.

    Raises `UsageError` for a certificate that cannot be used.
    """
    server = server_for(app, proxy=proxy, certificate=certificate)
    bound.listen(BACKLOG)
    keep_loaded()
    ready()
    loading = Timer(SOON, _load, [desk_in(app)])
    loading.daemon = True
    loading.start()
    server.run(sockets=[bound])
    loading.cancel()


def _load(desk: Desk) -> None:
    desk.load()
    keep_loaded()


def keep_loaded() -> None:
    """Let what is loaded by now stay as it is, whatever is cleared away later.

    All modules and tables are gone through at every thorough search for what can be given back, 50
    ms each time: one decision of a dozen waited for it. They are never given back.
    """
    set_aside()


def server_for(
    app: Starlette, *, proxy: str = "", certificate: Certificate | None = None
) -> uvicorn.Server:
    """Return the server of `app`: it says nothing of itself and logs warnings only.

    `proxy` is the address of the one before it whose word on who asks is taken; nobody's is
    without. With a certificate it speaks HTTPS. Raises `UsageError` for one that cannot be used.
    """
    config = _config(app, proxy, certificate)
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        where = str(certificate.chain) if certificate else None
        raise UsageError(
            f"the certificate or its key cannot be used: {error}",
            where=where,
            remedy="give PEM files: the certificate with its chain, and its key without a password",
        ) from error
    return uvicorn.Server(config)


def _config(app: Starlette, proxy: str, certificate: Certificate | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        proxy_headers=bool(proxy),
        forwarded_allow_ips=proxy or None,
        ssl_certfile=certificate.chain if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )


def show_in_browser(url: str) -> bool:
    """Open `url` in the person's browser; say whether one was found."""
    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False

"""How is the web served? By Uvicorn, on a socket of ours: `python -m config.serve --host 0.0.0.0 --port 8000`."""

from __future__ import annotations

import argparse
import asyncio
import os
import socket

import uvicorn
from uvicorn.supervisors import Multiprocess, multiprocess

from config.frames import LeanProtocol
from config.listening import BACKLOG, limit_stalled_readers, listen

HEARTBEAT_S, DEAD_S = 30.0, 90.0  # a client that answers no ping is dead; one that only has nothing to say is not


class Server(uvicorn.Server):
    """Uvicorn's server, which takes leave of those who are connected before it stops."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more, tell sockets and polls to come back, and stop; at once when asked twice."""
        from realtime.sockets.draining import drain  # Django is set up only when the application is loaded

        for server in self.servers:
            server.close()
        leaving = asyncio.ensure_future(drain())
        while not leaving.done() and not self.force_exit:
            await asyncio.wait([leaving], timeout=0.1)
        await super().shutdown(sockets)


multiprocess.Server = Server  # type: ignore[attr-defined,misc]  # worker processes import this module and make one


def configuration(workers: int) -> uvicorn.Config:
    """Uvicorn's settings; the address is not among them, for the socket is ours."""
    return uvicorn.Config(
        "config.asgi:application",
        workers=workers,
        backlog=BACKLOG,
        lifespan="off",
        ws=LeanProtocol,
        ws_max_size=65536,
        ws_per_message_deflate=False,  # a compressed bomb costs more than the bytes it would save
        ws_ping_interval=HEARTBEAT_S,
        ws_ping_timeout=DEAD_S - HEARTBEAT_S,
        timeout_graceful_shutdown=5,
        timeout_worker_healthcheck=60,  # on a busy machine a process that only starts is silent for longer than 5 s
        proxy_headers=int(os.environ.get("TRUSTED_PROXIES") or 0) > 0,
        server_header=False,
        access_log=False,
        log_config=None,  # Django's settings decide
    )


def serve(listener: socket.socket, workers: int) -> None:
    """Serve on `listener` until SIGINT or SIGTERM."""
    limit_stalled_readers(listener)
    config = configuration(workers)
    if workers == 1:
        Server(config).run(sockets=[listener])
    else:
        Multiprocess(config, sockets=[listener]).run()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m config.serve", description="Serve Slipstream's web side.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fd", type=int, help="a listening socket that this process inherited, instead of an address")
    parser.add_argument("--workers", type=int, default=int(os.environ.get("WEB_CONCURRENCY") or 1))
    options = parser.parse_args()
    listener = listen(options.host, options.port) if options.fd is None else socket.socket(fileno=options.fd)
    serve(listener, options.workers)


if __name__ == "__main__":  # worker processes import this module again
    main()

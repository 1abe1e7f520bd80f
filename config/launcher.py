"""How does one command start all of Slipstream, and stop it again? `script/server` runs this module.

Everything runs in child processes, none of which outlives this one.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import shlex
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config.children import Child, Children
from config.embedded import EmbeddedError, stack, state_dir
from config.listening import listen
from config.programs import PROJECT, Programs, StartError, watch
from config.secrets_file import SecretsError, load_or_create

FLAGS = ("friends", "feed", "comments", "likes", "messages", "challenges", "webhooks", "exports")
PORT_WITHIN_S = 3
HERE = ("127.0.0.1", "::1", "localhost")
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - and where in it a browser on this machine goes


def main() -> NoReturn:
    """Run until a signal (exits with 0) or until something ends that should not (exits with 1 and says what)."""
    started = time.monotonic()
    options = read_options()
    running: list[Child] = []
    obey_signals(running)
    try:
        run(options, running, started)
    except (StartError, EmbeddedError, SecretsError, OSError) as fault:
        sys.exit(f"Slipstream does not run. {fault}")


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="script/server", description="Start Slipstream; Ctrl-C stops it.")
    parser.add_argument("--port", type=whole(0, 65535), default=8000, help="0 takes a free one (default: 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--workers", type=whole(1, 64), default=1, help="web processes (default: %(default)s)")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="without the demo's people")
    parser.add_argument("--no-live", dest="live", action="store_false", help="the demo's people stay quiet")
    return parser.parse_args()


def whole(low: int, high: int) -> Callable[[str], int]:
    """What reads a whole number in that range, for argparse."""

    def read(text: str) -> int:
        if not (text.isdecimal() and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
        return int(text)

    return read


def obey_signals(running: list[Child]) -> None:
    """The first signal stops everything in order, the second at once.

    Set one by one: a shell starts `command &` with SIGINT ignored, and Python would leave it so.
    Only SIGHUP stays ignored where it was, for that is what `nohup` is for.
    """
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)

    def stop_at_once(_number: int, _frame: FrameType | None) -> NoReturn:
        for child in running:
            child.process.kill()
        os._exit(1)  # the database and Redis get their death signal now

    def stop_in_order(_number: int, _frame: FrameType | None) -> NoReturn:
        for number in numbers:
            signal.signal(number, stop_at_once)
        say("Stopping. Once more to stop at once.")
        sys.exit(0)

    for number in numbers:
        signal.signal(number, stop_in_order)


def run(options: argparse.Namespace, running: list[Child], started: float) -> NoReturn:
    """Start everything, say so, and watch it; raises StartError when something ends by itself."""
    with contextlib.ExitStack() as undo:
        listener = undo.enter_context(open_port(options.host, options.port))
        host, port = listener.getsockname()[:2]
        state = state_dir(PROJECT)
        children = Children()
        undo.callback(children.close)
        servers = undo.enter_context(stack(state, children))
        environment = environment_of_children(options, state, port)
        environment |= {server.variable: server.url for server in servers}
        keep_for_manage_py(state / "environment", environment)
        programs = Programs(children, state, environment, running)
        undo.callback(programs.stop)
        start_programs(programs, options, listener)
        programs.wait_until_ready(EVERYWHERE.get(host, host), port)
        greet(options, environment, state, time.monotonic() - started)
        watch([*running, *(server.child for server in servers if server.child)])


def open_port(host: str, port: int) -> socket.socket:
    """Take the port before anything is started that would have to be undone; raises StartError.

    Tried for a moment: after a SIGKILL of a launcher its web server is still about to end.
    """
    deadline = time.monotonic() + PORT_WITHIN_S
    while True:
        try:
            return listen(host, port)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise StartError(f"Cannot listen on {host} port {port}: {fault.strerror}.") from None
        if time.monotonic() > deadline:
            raise StartError(f"Port {port} is taken. Name another one with --port.")
        time.sleep(0.1)


def environment_of_children(options: argparse.Namespace, state: Path, port: int) -> dict[str, str]:
    """What the settings read: what the operator named counts, the rest suits a run on this machine."""
    defaults = {"SLIPSTREAM_ENV": "local"} | {f"FEATURE_{flag.upper()}": "enabled" for flag in FLAGS}
    defaults |= load_or_create(state / "secrets.json")
    if not os.environ.get("PUBLIC_URL"):
        defaults |= local_names(options.host, port)
    fixed = {
        "DEMO": "1" if options.demo else "0",
        "SLIPSTREAM_STATE": str(state),
        "WEB_CONCURRENCY": str(options.workers),
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | {name: value for name, value in os.environ.items() if value} | fixed


def local_names(host: str, port: int) -> dict[str, str]:
    """The settings that say what a browser on this machine may call us: `host`, and what people type instead."""
    host = EVERYWHERE.get(host, host)
    hosts = list(dict.fromkeys(f"[{name}]" if ":" in name else name for name in (host, *HERE)))
    addresses = [f"http://{name}:{port}" for name in hosts]
    return {"PUBLIC_URL": addresses[0], "ALLOWED_HOSTS": ",".join(hosts), "ALLOWED_ORIGINS": ",".join(addresses)}


def keep_for_manage_py(path: Path, environment: dict[str, str]) -> None:
    """Write what a shell has to source before manage.py works on this installation; it holds secrets.

    What the operator named is not copied: it is theirs to name again. But for the folder, lest it be another.
    """
    ours = {name: value for name, value in environment.items() if os.environ.get(name) != value}
    ours["SLIPSTREAM_STATE"] = environment["SLIPSTREAM_STATE"]
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"export {name}={shlex.quote(value)}\n" for name, value in sorted(ours.items()))


def start_programs(programs: Programs, options: argparse.Namespace, listener: socket.socket) -> None:
    """Prepare, then start web, worker and the demo's people."""
    say("Preparing the database and the static files.")
    programs.prepare()
    fd = listener.fileno()
    programs.start("web", "-m", "config.serve", "--fd", fd, "--workers", options.workers, fds=[fd])
    listener.close()  # it is the web server's now: where that ends, nobody is left waiting
    programs.start("worker", "manage.py", "worker")
    if options.demo and options.live:
        programs.start("demo", "manage.py", "demo", "live")


def greet(options: argparse.Namespace, environment: dict[str, str], state: Path, took_s: float) -> None:
    """Say where it is, who may sign in, and how to stop it."""
    say(f"Slipstream is ready after {took_s:.1f} s: {environment['PUBLIC_URL']}")
    if options.demo:
        say("Sign in as alice, bob, charlie or dana (the moderator); the password is demo.")
        if options.host not in HERE:
            say("Whoever reaches this machine can sign in like that: use --no-demo and a new SLIPSTREAM_STATE.")
    if options.host in EVERYWHERE and not os.environ.get("PUBLIC_URL"):
        say("For other machines, start it with the address that they use, such as PUBLIC_URL=http://192.0.2.7:8000.")
    say(f"Data and logs are in {state}. Before manage.py: . {shlex.quote(str(state / 'environment'))}")
    say("Ctrl-C stops everything.")


def say(line: str) -> None:
    """Tell the person at the terminal; a terminal that has gone is no reason to fail."""
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

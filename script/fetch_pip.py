"""How does an environment get pip where the system's Python comes without it, and an index is named?

Run by the Python of the new environment. Standard library only.
"""

from __future__ import annotations

import hashlib
import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
TIMEOUT_S = 60


def fetch(address: str) -> bytes:
    """The body at `address`; raises OSError where there is none."""
    with urlopen(address, timeout=TIMEOUT_S) as answer:  # noqa: S310 - the operator's own index
        return bytes(answer.read())


def fetch_wheel(index: str) -> bytes:
    """The pinned wheel from a package index; its plain HTML page is the one form that every index offers."""
    page_address = f"{index.rstrip('/')}/pip/"
    link = re.search(rf'href="([^"]*{re.escape(WHEEL)}[^"]*)"', fetch(page_address).decode())
    if link is None:
        sys.exit(f"{page_address} does not offer {WHEEL}")
    wheel = fetch(urljoin(page_address, html.unescape(link[1])))
    if hashlib.sha256(wheel).hexdigest() != SHA256:
        sys.exit(f"{WHEEL} from {index} is not the file that was pinned")
    return wheel


def main() -> None:
    """Install pip into the running environment; exits non-zero, saying why, where that fails."""
    index = os.environ.get("PIP_INDEX_URL")
    if not index:
        sys.exit("PIP_INDEX_URL names no package index to fetch pip from")
    try:
        content = fetch_wheel(index)
    except OSError as fault:
        sys.exit(f"cannot fetch pip from {index}: {fault}")
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / WHEEL
        wheel.write_bytes(content)
        install = [sys.executable, str(wheel / "pip"), "install", "--quiet", "--no-index", str(wheel)]
        sys.exit(subprocess.run(install, check=False).returncode)  # noqa: S603 - the wheel was checked


if __name__ == "__main__":
    main()

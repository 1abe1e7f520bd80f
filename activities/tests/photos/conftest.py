"""How are photos sent in these tests?"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from config.kernel.files import pictures


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of this test lie."""
    monkeypatch.setattr(pictures, "WALL_SECONDS", 60.0)
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def add(api: Any) -> Callable[..., Any]:
    """Sends photos to an activity: `add(alice, activity, picture())`."""

    def send(by: Any, activity: Any, *files: bytes, name: str = "photo.jpg", **headers: Any) -> Any:
        opened = []
        for data in files:
            file = BytesIO(data)
            file.name = name
            opened.append(file)
        address = f"/api/v1/activities/{activity.pk}/photos"
        return api(by).post(address, {"photos": opened}, format="multipart", **headers)

    return send

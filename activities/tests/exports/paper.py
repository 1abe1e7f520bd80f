"""What does a PDF of ours say? Its text, read by the maps from codes to characters that it carries for readers."""

from __future__ import annotations

import base64
import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
SHOWN = re.compile(rb"/(F\d+\+?\d*) [\d.]+ Tf|\((.*?)(?<!\\)\) Tj", re.DOTALL)
ESCAPED = re.compile(rb"\\(\d{3}|.)", re.DOTALL)


def text_of(pdf: bytes) -> str:
    """All text, in the order in which it is drawn."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    fonts = {
        name: characters(stream_of(objects[int(m.group(1))]))
        for body in objects.values()
        if (named := re.search(rb"/Name /(F\d+\+\d+)", body)) and (name := named.group(1))
        if (m := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    pages = [stream_of(body) for body in objects.values() if b"stream" in body]
    return "\n".join(drawn(page, fonts) for page in pages if b" Tf" in page)


def drawn(page: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    """The text of a page, a line a piece."""
    font: dict[int, str] = {}
    pieces = []
    for name, shown in SHOWN.findall(page):
        if name:
            font = fonts.get(name, {})
        else:
            raw = ESCAPED.sub(lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else unescaped(m[1]), shown)
            pieces.append("".join(font.get(code, chr(code)) for code in raw))
    return "\n".join(pieces)


def unescaped(letter: bytes) -> bytes:
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(letter, letter)


def characters(table: bytes) -> dict[int, str]:
    """Which code of a font's subset is which character."""
    found: dict[int, str] = {}
    for code, value in re.findall(rb"^<(\w\w)> <(\w{4,})>\s*$", table, re.MULTILINE):
        found[int(code, 16)] = bytes.fromhex(value.decode()).decode("utf-16-be", errors="replace")
    return found


def stream_of(body: bytes) -> bytes:
    """The content of a stream, unpacked."""
    match = re.search(rb"stream\r?\n(.*?)\r?\n?endstream", body, re.DOTALL)
    assert match
    data = match.group(1)
    if b"ASCII85Decode" in body:
        data = base64.a85decode(data.strip().removesuffix(b"~>"))
    return zlib.decompress(data) if b"FlateDecode" in body else data

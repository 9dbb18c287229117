"""Files changed by chance, as disks, merges, editors and strangers change them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

__all__ = ["mutated"]

_TOKENS = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b"\n\n", b" ", b"\t", b'"', b"'", b"\\", b"{",
    b"}", b"[", b"]", b",", b":", b"null", b"true", b"-1", b"1e999", b"-0", b"9" * 30, b"NaN", b"Infinity",
    b"\\ud800", b"\xed\xa0\x80", "\u202e".encode(), "\u0130".encode(), "\u0663".encode(), b"2026-13-01",
    b"9999-12-31T23:59:59Z", b"0001-01-01T00:00:00+23:59", b"../../x", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;", b"<a>", b"</a>", b"<![CDATA[", b"<?xml version='1.0' encoding='utf-16'?>", b"---\n", b"...\n",
    b"&a [*a, *a]", b"!!python/none", b"- ", b"# ", b"|", b"|-|-|\n", b"<<<<<<< ours\n", b"=======\n",
    b">>>>>>> theirs\n", b"2601.00001", b"hep-th/9901001", b"${}", b"%s", b"{{title}}", b"ti:", b"*",
    b"(" * 40, b"[" * 400, b'{"a":' * 400, b"$", b"$$", b"\\frac{", b"x" * 3000,
)  # fmt: skip
"""What readers of some format take for more than text."""
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**40, 0.5, -0.0, 1e308, float("inf"),
    float("nan"), "", " ", "x", "\x00", "\ud800", "\u202e", "2026-11-22", "2026-11-22T00:00:00Z",
    "9999-12-31T23:59:59Z", "0000-00-00T00:00:00Z", "soon", "../../etc/passwd", "2601.00001", "seeing",
    "constructor", "<script>", "y" * 5000, [], {}, [[]], [None], ["seeing", "seeing"], {"": ""},
    {"en": "a", "ko": 1},
)  # fmt: skip
"""What stands in the place of a value of JSON: another type, or the edge of one."""
_MOST = 4
"""Changes of one case: more of them end where the first is refused."""


def mutated(samples: Sequence[bytes], chance: random.Random) -> bytes:
    """One of ``samples``, changed a few times; now and then not at all, or nothing like it."""
    data = chance.choice(samples)
    for _ in range(chance.randrange(_MOST + 1)):
        data = chance.choice(_CHANGES)(data, chance, samples)
    return data


def _flip(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + 1 + chance.randrange(40) :]


def _insert(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TOKENS) + data[at:]


def _replace(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    token = chance.choice(_TOKENS)
    return data[:at] + token + data[at + len(token) :]


def _double(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    part = data[start : start + 1 + chance.randrange(200)]
    return data[:start] + part * (2 + chance.randrange(3)) + data[start:]


def _splice(data: bytes, chance: random.Random, samples: Sequence[bytes]) -> bytes:
    other = chance.choice(samples)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _swap_lines(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _noise(_: bytes, chance: random.Random, __: Sequence[bytes]) -> bytes:
    return b"".join(chance.choice(_TOKENS) for _ in range(chance.randrange(12)))


def _value(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """``data`` with one value or key of its JSON, or of a line of that, in the place of another."""
    lines = data.split(b"\n") if data.count(b"\n{") else [data]
    at = chance.randrange(len(lines))
    try:
        tree = json.loads(lines[at])
    except (ValueError, RecursionError):
        return _flip(data, chance, ())
    lines[at] = json.dumps(_changed(tree, chance), ensure_ascii=chance.random() < 0.5).encode(
        "utf-8", "surrogatepass"
    )
    return b"\n".join(lines)


def _changed(tree: Any, chance: random.Random) -> Any:
    """``tree`` with one of its values, at any depth, made another."""
    if not isinstance(tree, dict | list) or not tree or chance.random() < 0.1:
        return chance.choice(_VALUES)
    if isinstance(tree, list):
        at = chance.randrange(len(tree))
        return [*tree[:at], _changed(tree[at], chance), *tree[at + chance.randrange(2) :]]
    name = chance.choice(list(tree))
    match chance.randrange(8):
        case 0:
            return {key: value for key, value in tree.items() if key != name}
        case 1:
            return {**tree, str(chance.choice(_VALUES)): tree[name]}
    return {**tree, name: _changed(tree[name], chance)}


_CHANGES: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    _flip, _cut, _drop, _insert, _insert, _replace, _double, _splice, _swap_lines, _noise, _value, _value,
    _value, _value,
)  # fmt: skip
"""A value of another type finds the most faults, so that it comes most often."""

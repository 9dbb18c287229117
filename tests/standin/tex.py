"""TeX accents and Greek letters as Unicode. Knows strings only."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["tex_to_unicode"]

_MARKS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł",
    "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
}  # fmt: skip
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    plain = "LAMDA" if name.lower() == "lambda" else name.upper()
    return unicodedata.lookup(f"GREEK {size} LETTER {plain}")


_GREEK = {name: _greek(name) for name in _GREEK_NAMES.split()}  # \varepsilon and the like stay
_CORE = (
    r"\\(?:(['`^\"~=.])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))"
    r"|([uvHcdbkr])(?:\s*\{\s*\\?([A-Za-z])\s*\}|\s+\\?([A-Za-z])))"
)
_BRACED_ACCENT, _ACCENT = re.compile(r"\{" + _CORE + r"\}"), re.compile(_CORE)
_NAMED = "(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + ")"
_LETTER = re.compile(rf"\{{\\{_NAMED}\s*\}}|\\{_NAMED}(?![A-Za-z])\s?(?:\{{\}})?")
_GREEK_COMMAND = re.compile(r"\\(" + "|".join(sorted(_GREEK, key=len, reverse=True)) + r")(?![A-Za-z])")


def _accented(match: re.Match[str]) -> str:
    letter = match[2] or match[3] or match[5] or match[6]
    return unicodedata.normalize("NFC", letter + _MARKS[match[1] or match[4]])


def tex_to_unicode(text: str) -> str:
    r"""The text with TeX accents, letters and Greek commands replaced; dollars and other TeX stay.

    >>> tex_to_unicode(r"P\'eter Pucha{\l}a, Bro\v{n}a, J\"urgen, $\pi_0$, 72.4\%")
    'Péter Puchała, Broňa, Jürgen, $π_0$, 72.4\\%'
    """
    if "\\" not in text:
        return text
    text = _GREEK_COMMAND.sub(lambda match: _GREEK[match[1]], text)
    text = _ACCENT.sub(_accented, _BRACED_ACCENT.sub(_accented, text))
    return _LETTER.sub(lambda match: _LETTERS[match[1] or match[2]], text)

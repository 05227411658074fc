"""Fonts whose letters are pictures: Wingdings and others, in Word and PDF."""

from __future__ import annotations

from typing import Final

from poreport.read.flow import ticks_to_tokens

__all__ = ["is_symbol_font", "symbol", "symbols"]

_FONTS: Final = ("wingdings", "webdings", "symbol", "zapfdingbats")
_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•"}
_PRIVATE: Final = 0xF000
"""Where Unicode has room for the letters of such a font."""


def is_symbol_font(name: str) -> bool:
    """Whether a font has pictures for letters; a PDF may have a tag before its name ("ABCDEF+Wingdings")."""
    return name.partition("+")[2].lower().startswith(_FONTS) or name.lower().startswith(_FONTS)


def symbols(text: str) -> str:
    """Text in such a font, with boxes and bullets as ordinary signs; other pictures are left out."""
    return "".join(symbol(_PRIVATE + ord(sign) if "\x20" < sign <= "\xff" else ord(sign)) for sign in text)


def symbol(code: int) -> str:
    """The sign with a number in such a font as an ordinary sign, or nothing for other pictures."""
    sign = chr(code)
    sign = _BULLETS.get(sign, ticks_to_tokens(sign))
    return "" if "\uf000" <= sign <= "\uf0ff" else sign

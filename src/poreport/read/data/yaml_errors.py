"""What libyaml says of a broken YAML text, in Swedish and with the commonest cause.

libyaml names the place where it gave up and, in words, what it had expected there. The message is chosen from
those words and from the line itself, and the place moved to where the cause stands when that is known.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from poreport.model import Position
from poreport.read.mistakes import ReadError
from poreport.read.nodes import SourceText

__all__ = ["syntax_error"]

_INDENT: Final = (
    "Indraget stämmer inte med raderna ovanför. Nycklar på samma nivå ska ha lika många blanksteg framför "
    "sig, och varje ny nivå två till."
)
_TAB: Final = "Raden är indragen med tabb. Använd blanksteg, två för varje nivå."
_UNCLOSED_QUOTE: Final = (
    "Citattecknet som inleds här avslutas aldrig. Sätt ett likadant i slutet av texten. Inom enkla "
    "citattecken skrivs ett enkelt citattecken dubbelt ('')."
)
_TEXT_AFTER_QUOTE: Final = (
    "Det står mer text efter det avslutande citattecknet. Sätt hela texten i citattecken. Inom enkla "
    "citattecken skrivs ett enkelt citattecken dubbelt ('')."
)
_AFTER_KEY: Final = "Efter nyckeln ska det stå kolon och ett blanksteg, till exempel ar: 2021."
_BACKSLASH: Final = "Omvänt snedstreck har särskild betydelse inom citattecken. Skriv det dubbelt (\\\\)."
_SIGN: Final = "Ett värde kan inte börja med {}. Sätt hela texten i citattecken."
_COLON_IN_TEXT: Final = (
    "Texten innehåller ett kolon. Sätt hela texten i citattecken, eller skriv | och texten på nästa rad."
)
_BULLET: Final = (
    "En lista börjar på en egen rad: radbrytning efter kolon, sedan bindestreck och blanksteg framför varje "
    "post. Är bindestrecket ett värde, sätt det i citattecken."
)
_OTHER: Final = (
    "Här går filen inte att läsa. Vanliga orsaker: fel indrag, ett kolon som saknas, eller en text med kolon "
    "eller citattecken som inte själv står inom citattecken."
)

_MESSAGES: Final = (
    ("found a tab character", _TAB),
    ("block sequence entries are not allowed", _BULLET),
    (
        "did not find expected '-' indicator",
        f"Här väntades en post till i listan, med bindestreck först. {_INDENT}",
    ),
    (
        "did not find expected comment or line break",
        "Efter | eller > ska texten börja på nästa rad, indragen två blanksteg mer än nyckeln.",
    ),
    ("found unknown escape character", _BACKSLASH),
    ("did not find expected hexdecimal number", _BACKSLASH),
    ("did not find expected alphabetic or numeric character", _SIGN.format("& eller *")),
    ("did not find expected <document start>", _INDENT),
    (
        "did not find expected node content",
        "Här saknas ett värde. Hör tecknet till en text, sätt den i citattecken.",
    ),
    ("found undefined tag handle", _SIGN.format("!")),
    ("mapping keys are not allowed", _SIGN.format("?")),
    ("found incompatible YAML document", "Raden som börjar med %YAML behövs inte. Ta bort den."),
)


def syntax_error(text: SourceText, error: yaml.MarkedYAMLError) -> ReadError:
    """The error to show for one of libyaml's."""
    mark: Any = error.problem_mark
    line = text.line(mark.line)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return text.error(Position(text.fil, mark.line + 1, 1), _TAB)
    begun = _where_it_began(text, error)
    if begun is not None:
        return text.error(_position(text, error.context_mark), begun)
    return text.error(_position(text, mark), _where_it_stopped(text, error))


def _position(text: SourceText, mark: Any) -> Position:
    return Position(text.fil, mark.line + 1, mark.column + 1)


def _where_it_began(text: SourceText, error: yaml.MarkedYAMLError) -> str | None:
    """The message for what was begun and never ended, or None when libyaml stopped in the right place."""
    begun, problem = error.context_mark, error.problem or ""
    if begun is None or error.problem_mark is None:
        return None
    if "quoted scalar" in (error.context or "") and "found unexpected" in problem:
        return _UNCLOSED_QUOTE
    if "could not find expected ':'" in problem:
        return f"Här saknas ett kolon. {_AFTER_KEY}"
    if "',' or" in problem and begun.line != error.problem_mark.line:
        opening = text.line(begun.line)[begun.column]
        return f"Parentesen {opening} avslutas aldrig. Sätt {_closing(opening)} efter det sista värdet."
    return None


def _closing(opening: str) -> str:
    return "]" if opening == "[" else "}"


def _where_it_stopped(text: SourceText, error: yaml.MarkedYAMLError) -> str:
    """The message for the place where libyaml gave up."""
    mark: Any = error.problem_mark
    problem, line = error.problem or "", text.line(mark.line)
    if "',' or" in problem:
        return f"Här saknas ett kommatecken, eller {problem[-2]} sist."
    if "mapping values are not allowed" in problem:
        return _unexpected_colon(text, mark.line, mark.column)
    if "cannot start any token" in problem:
        return _SIGN.format(line[mark.column : mark.column + 1])
    if "did not find expected key" in problem:
        after_quote = re.search(r"[\"'] *$", line[: mark.column])
        return _TEXT_AFTER_QUOTE if after_quote else _INDENT
    if "flow node" in (error.context or "") and not line[mark.column :]:
        return "Filen slutar mitt i en lista eller parentes. Sätt ] eller } efter det sista värdet."
    return next((message for words, message in _MESSAGES if words in problem), _OTHER)


def _unexpected_colon(text: SourceText, row: int, column: int) -> str:
    """What is wrong when libyaml meets a colon where it did not expect one."""
    if re.search(r":\s", text.line(row)[:column]):
        return _COLON_IN_TEXT
    if row and re.search(r"^\s*(- )?\w+:\S", text.line(row - 1)):
        return f"På raden ovanför saknas ett blanksteg efter kolon. {_AFTER_KEY}"
    return _INDENT

"""The Jinja environment of templates: sandboxed, strict, bounded, and quick where it matters."""

from __future__ import annotations

import re
from collections import deque
from functools import partial
from itertools import islice
from types import (
    AsyncGeneratorType,
    CodeType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    TracebackType,
)
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import UndefinedError
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2.compiler import Frame
    from jinja2.exceptions import TemplateRuntimeError
    from jinja2.runtime import Context

__all__ = ["STATE", "Environment", "GuardError", "MissingError", "Undefined", "spend_loop"]

STATE = "_po_state"
"""The variable under which a rendering's own state is known to the compiled template."""

VARIABLE_START, VARIABLE_END = "\ufdd2", "\ufdd3"
BLOCK_START, BLOCK_END = "\ufdd4", "\ufdd5"

MAX_RANGE = 10_000
MAX_REPEATED = 100_000  # characters or items from one multiplication
MAX_POWER_BITS = 10_000
_WIDE = re.compile(r"[0-9]{4}|\*")

# Filters that make HTML, choose at random (the same data must give the same bytes) or pad without bound.
_WITHOUT_FILTERS = (
    "center",
    "filesizeformat",
    "indent",
    "lipsum",
    "pprint",
    "random",
    "urlize",
    "wordwrap",
    "xmlattr",
)
_WITHOUT_GLOBALS = ("lipsum", "joiner", "cycler")
_PADDING_METHODS = frozenset({"center", "expandtabs", "ljust", "rjust", "zfill"})
# Names that mean something on Python's own types; any other name on a value is a field of the data.
_BUILTIN_NAMES = frozenset(
    name
    for builtin in (
        dict,
        list,
        set,
        deque,
        str,
        type,
        FunctionType,
        GeneratorType,
        CoroutineType,
        AsyncGeneratorType,
        CodeType,
        FrameType,
        TracebackType,
    )
    for name in dir(builtin)
)


class GuardError(Exception):
    """A template did what no template may; the message is Swedish."""


class MissingError(UndefinedError):
    """A field that does not exist was used.

    Attributes:
        field: its name.
        owner: what was asked for it; None for a name of the context.
    """

    def __init__(self, field: str, owner: object, message: str | None = None) -> None:
        self.field = field
        self.owner = owner
        super().__init__(message)


class Undefined(StrictUndefined):
    """Like `StrictUndefined`, but says which field was missing in what."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is UndefinedError:
            owner = None if obj is missing else obj
            self._undefined_exception = partial(MissingError, str(name), owner)  # type: ignore[assignment]  # called with the message only


class _Generator(CodeGenerator):
    """Every value passes one of the engine's own filters, which return finished XML; nothing is added."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        pass

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        pass


class Environment(ImmutableSandboxedEnvironment):
    """An environment for one template."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, globals_: Mapping[str, Any], filters: Mapping[str, Any]) -> None:
        super().__init__(
            variable_start_string=VARIABLE_START,
            variable_end_string=VARIABLE_END,
            block_start_string=BLOCK_START,
            block_end_string=BLOCK_END,
            comment_start_string="\ufdd6",
            comment_end_string="\ufdd7",
            keep_trailing_newline=True,
            undefined=Undefined,
            autoescape=True,
        )
        for name in _WITHOUT_FILTERS:
            self.filters.pop(name, None)
        for name in _WITHOUT_GLOBALS:
            self.globals.pop(name, None)
        # Values are always escaped, so asking for it, or for the opposite, changes nothing.
        self.filters.update(dict.fromkeys(("e", "escape", "forceescape", "safe"), _unchanged))
        self.filters["format"] = _format
        self.globals["range"] = _bounded_range
        self.globals.update(globals_)
        self.filters.update(filters)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a value; the sandbox looks closer at names that Python's own types know."""
        if attribute in _BUILTIN_NAMES or attribute[:1] == "_":
            return super().getattr(obj, attribute)
        if obj.__class__ is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a field may be used; what pads a string to any length may not."""
        if isinstance(obj, str) and attr in _PADDING_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something from a template; each call counts as one turn of a loop."""
        state = context.parent.get(STATE)
        if state is not None:
            state.spend(1)
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiplication, power and % within bounds."""
        if operator == "*":
            _check_repeat(left, right)
            _check_repeat(right, left)
        elif operator == "**" and isinstance(left, int) and isinstance(right, int):
            if left.bit_length() * right > MAX_POWER_BITS:
                raise GuardError("Talet blir för stort att räkna ut.")
        elif operator == "%" and isinstance(left, str):
            return _format(left, *(right if isinstance(right, tuple) else (right,)))
        return super().call_binop(context, operator, left, right)


def spend_loop(values: Any, state: Any) -> Any:
    """Take the turns of a loop from the rendering's budget; returns what is to be looped over."""
    try:
        turns = len(values)
    except TypeError:
        values = list(islice(values, state.turns_left + 1))
        turns = len(values)
    state.spend(turns)
    return values


def _unchanged(value: Any) -> Any:
    return value


def _format(pattern: Any, *args: Any) -> str:
    """Python's %-formatting; a width of four digits or from a value is refused."""
    if _WIDE.search(str(pattern)):
        raise GuardError("Formatet har för stor bredd.")
    return str(pattern) % (args[0] if len(args) == 1 and isinstance(args[0], dict) else args)


def _bounded_range(*args: int) -> Sequence[int]:
    found = range(*args)
    if len(found) > MAX_RANGE:
        raise GuardError(f"range() får ge högst {MAX_RANGE} tal.")
    return found


def _check_repeat(items: Any, times: Any) -> None:
    repeated = isinstance(items, str | bytes | list | tuple) and isinstance(times, int)
    if repeated and len(items) * times > MAX_REPEATED:
        raise GuardError(f"En upprepning får ge högst {MAX_REPEATED} tecken.")

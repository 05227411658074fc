"""The one error that rendering raises."""

from __future__ import annotations

__all__ = ["RenderError"]


class RenderError(Exception):
    """A document could not be made or written; the message is Swedish and says what to do."""

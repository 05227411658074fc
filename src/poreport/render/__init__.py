"""From an ärende to Word documents.

`render` gives the bytes of one document, `render_to` writes those of an ärende to a folder. A kommun's own
template takes the place of ours; `template_bytes` gives ours to start from and `lint_template` finds what is
wrong with it.
"""

from poreport.render.documents import file_name, render, render_to
from poreport.render.errors import RenderError
from poreport.render.templates import lint_template, template_bytes, template_names
from poreport.render.word import Problem, TemplateError

__all__ = [
    "Problem",
    "RenderError",
    "TemplateError",
    "file_name",
    "lint_template",
    "render",
    "render_to",
    "template_bytes",
    "template_names",
]

"""Word templates: compile once, render many (see `WordTemplate`)."""

from poreport.render.word.docprops import Properties
from poreport.render.word.errors import Place, Problem, TemplateError
from poreport.render.word.template import WordTemplate

__all__ = ["Place", "Problem", "Properties", "TemplateError", "WordTemplate"]

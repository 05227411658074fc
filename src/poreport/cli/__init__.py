"""The command line: poreport new | check | render | read | rules | forms | template | schema.

Exit status 0: done, or only BÖR and UPPLYSNING; 1: `check` found something that SKA be mended,
`template lint` a fault, or `read` a text that it could not interpret; 2: the input or the call cannot be
used; 130 and 141: it was interrupted, or nobody reads the output any more. Results go to standard output,
words about the run to standard error.
"""

from __future__ import annotations

import click

from poreport.cli import arenden, lasning, underlag
from poreport.cli.svenska import Grupp

__all__ = ["main"]


@click.group(cls=Grupp, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="poreport", message="poreport %(version)s", help="Visa versionen.")
def main() -> None:
    """Redovisning, ansökan och tjänsteskrivelse för personligt ombud, ur en enda fil med fakta.

    Börja med poreport new, fyll i filen, kontrollera den med poreport check och gör Word-dokumenten med
    poreport render.
    """


for kommando in (
    arenden.new,
    arenden.check,
    arenden.render,
    lasning.read,
    underlag.rules,
    underlag.forms,
    underlag.template,
    underlag.schema,
):
    main.add_command(kommando)

"""How much is read of long texts that redovisningen and ansökan both have."""

from __future__ import annotations

from poreport.model import Ansokan, Arende, Prioritering, Redovisning, Svar
from poreport.rules import check
from poreport.rules.samma_svar import samma_prioriteringar

BEGINS = "Vi prioriterar "
READ = 5000


def reported(ordning: str, plan: str) -> list[str]:
    """Return what the rule on priorities says of an order and a plan."""
    prioritering = Prioritering(svar=Svar.JA, ordning=ordning)
    redovisning = Redovisning(ar=2021, prioritering=prioritering)
    arende = Arende(redovisning=redovisning, ansokan=Ansokan(avser_ar=2022, plan=plan))
    return [f.message for f in check(arende, rules=[samma_prioriteringar])]


def test_plan_is_read_as_far_as_it_goes() -> None:
    """Of what a plan says on priorities five thousand characters are read, so that no text takes long."""
    plan = BEGINS.ljust(READ - len("unga"))
    assert [] == reported("Unga", f"{plan}unga")
    first = "Så prioriterar vi.\n"
    assert [] == reported("Unga", f"{first}{BEGINS.ljust(READ - len(first) - len('unga'))}unga")
    assert ["Ansökan nämner ingen av de grupper som redovisningen rangordnar."] == reported(
        "Unga", f"{plan} unga"
    )


def test_order_is_read_as_far_as_it_goes() -> None:
    """The same holds for the order of priority: a group that stands after that is not looked for."""
    ordning = "Unga,".ljust(READ - len("äldre"))
    plan = f"{BEGINS}äldre före unga."
    assert ["Ansökan nämner grupperna i en annan ordning än redovisningen."] == reported(
        f"{ordning}äldre", plan
    )
    assert [] == reported(f"{ordning}  äldre", plan)

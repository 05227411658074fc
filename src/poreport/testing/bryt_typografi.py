"""Mutations that break each rule on typography."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from poreport.testing.brott import Mutation
from poreport.testing.bryt_texter import skriver

MUTATIONS: Final[Mapping[str, Mutation]] = {
    "TXT-201": skriver("2 – 3 månader", "2-3 månader", "18-29 år", "2020-2021", "1 – 1,5 tjänst"),
    "TXT-202": skriver("mellan en till fyra månader", "mellan 18-29 år", "Mellan 2 till 3 veckor"),
    "TXT-203": skriver("809.060 kr", "809060 kronor", "1,6 mkr", "500:-"),
    "TXT-204": skriver("52% av klienterna", "nästan 8%"),
    "TXT-205": skriver("en förändring med -36 personer", "en skillnad (-4 procent)"),
}

"""Runs the tests of the rules against each mutant; started by scripts/mutation with the Python of .venv.

Each mutant runs in a process of its own, forked from one that has already imported everything but the rules.
First the cases and the pages of the rules are compared, which takes a tenth of a second and finds most of
them; for those that are left, what the rules say of many wrong ärenden is compared, and at last pytest runs
the tests of tests/rules that are about the rule.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import hypothesis  # noqa: F401  imported once, for every fork
import pytest
import yaml

import _overlevande
import _sidor
from _mutants import Mutant, mutants_of
from poreport.read.data import read_text

ROOT: Final = Path(__file__).resolve().parent.parent
RULES: Final = ROOT / "src" / "poreport" / "rules"
CASES: Final = ROOT / "tests" / "rules" / "cases"
RESULTS: Final = ROOT / "mutants" / "regler.jsonl"
GAPS: Final = ROOT / "mutants" / "luckor.yaml"
SHARED: Final = ("hjalp", "lasning_av_text", "luckor", "utgangna", "undantag", "rule", "__init__")
"""Modules without rules. They are run last, since their mutants take longest."""
LONGEST: Final = 300
FOUND, NOT_FOUND = 7, 0


class OneModule(MetaPathFinder, Loader):
    """Imports one module from a changed source."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = f"poreport.rules.{mutant.module}".removesuffix(".__init__")
        self.mutant = mutant

    def find_spec(self, fullname: str, _path: Any, _target: Any = None) -> ModuleSpec | None:
        """The spec of the changed module."""
        if fullname != self.name:
            return None
        origin = RULES / f"{self.mutant.module}.py"
        folder = [str(RULES)] if self.mutant.module == "__init__" else None
        return importlib.util.spec_from_file_location(
            fullname, origin, loader=self, submodule_search_locations=folder
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source as the module."""
        exec(compile(self.mutant.source, str(module.__file__), "exec"), vars(module))  # noqa: S102  a module's own source


def main() -> int:
    """Run the mutants that have no result yet, and print what was found."""
    options = arguments()
    modules = sorted((path.stem for path in RULES.glob("*.py")), key=lambda name: (name in SHARED, name))
    names = options.moduler or modules
    mutants = [mutant for name in names for mutant in mutants_of(RULES / f"{name}.py")]
    results = read_results()
    again = {key for key, found in results.items() if not found} if options.om else set()
    todo = [m for m in mutants if m.key not in results or m.key in again]
    print(f"{len(mutants)} ändringar i {len(names)} moduler, {len(todo)} att pröva.", flush=True)
    load_cases()
    if todo and not tests_pass(todo[0]):
        print("Testerna går inte igenom utan ändringar. Kör scripts/docs och scripts/test tests/rules först.")
        return 1
    results |= run(todo, options.processer)
    report(mutants, results)
    if names == modules:
        _overlevande.write_page(mutants, results)
        print(f"Skrev {_overlevande.PAGE.relative_to(ROOT)}.")
    return 0


def arguments() -> argparse.Namespace:
    """What was asked for on the command line; scripts/mutation says what the options mean."""
    parser = argparse.ArgumentParser(usage=argparse.SUPPRESS)
    parser.add_argument("moduler", nargs="*")
    parser.add_argument("--om", action="store_true")
    parser.add_argument("--processer", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def read_results() -> dict[str, bool]:
    """Which mutants have been run, and whether a test found them."""
    if not RESULTS.is_file():
        return {}
    rows = [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()]
    return {row["key"]: row["funnen"] for row in rows}


Cases = dict[str, list[tuple[Any, Any, list[str]]]]
_CASES: Final[Cases] = {}


def load_cases() -> None:
    """Read the cases of every rule once: ärende, last year's, and the paths that must be found."""
    for path in sorted(CASES.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only
        _CASES[path.stem] = [
            (read_case(case["arende"]), read_case(case.get("previous")), case.get("vid", []))
            for part in ("fel", "ratt")
            for case in data[part]
        ]


def read_case(content: Any) -> Any:
    """The ärende of a case, or None when it has none."""
    return read_text(json.dumps(content), "json") if content is not None else None


def tests_pass(some: Mutant) -> bool:
    """Whether every case and page, and the tests of a rule, are right when nothing is changed."""
    unchanged = some._replace(source=(RULES / f"{some.module}.py").read_text(encoding="utf-8"))
    pids = [start(unchanged._replace(kod=None), thorough=False), start(unchanged._replace(kod="RED-101"))]
    return all(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == NOT_FOUND for pid in pids)


def run(todo: Sequence[Mutant], processes: int) -> dict[str, bool]:
    """Run the mutants, some at a time, and write down each result as it comes."""
    RESULTS.parent.mkdir(exist_ok=True)
    waiting = list(reversed(todo))
    running: dict[int, Mutant] = {}
    results: dict[str, bool] = {}
    begun = time.monotonic()
    with RESULTS.open("a", encoding="utf-8") as file:
        while waiting or running:
            while waiting and len(running) < processes:
                mutant = waiting.pop()
                running[start(mutant)] = mutant
            pid, status = os.wait()
            mutant = running.pop(pid)
            # A mutant that makes the tests hang or the process fall is found too.
            found = not os.WIFEXITED(status) or os.WEXITSTATUS(status) != NOT_FOUND
            results[mutant.key] = found
            file.write(json.dumps({"key": mutant.key, "modul": mutant.module, "funnen": found}) + "\n")
            file.flush()
            if len(results) % 200 == 0:
                rate = (time.monotonic() - begun) / len(results)
                print(
                    f"  {len(results)} av {len(todo)}, {rate * len(waiting) / 60:.0f} minuter kvar",
                    flush=True,
                )
    return results


def start(mutant: Mutant, *, thorough: bool = True) -> int:
    """Start a process that tests one mutant, with `thorough` also by pytest, and return its id."""
    pid = os.fork()
    if pid:
        return pid
    signal.alarm(LONGEST)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    status = FOUND
    try:
        for name in [name for name in sys.modules if name.startswith("poreport.rules")]:
            del sys.modules[name]
        sys.meta_path.insert(0, OneModule(mutant))
        tests = (differs, says_otherwise, fails) if codes_of(mutant) else (fails, differs, says_otherwise)
        found = any(test(mutant) for test in (tests if thorough else (differs,)))
        status = FOUND if found else NOT_FOUND
    finally:
        os._exit(status)


def differs(mutant: Mutant) -> bool:
    """Whether a case or a page comes out otherwise, as test_cases and test_docs would see."""
    import _anmarkningar
    import _sida_regler
    from poreport.rules import WAIVER_RULES, all_rules, check

    own, rules = codes_of(mutant), [*all_rules(), *WAIVER_RULES]
    for rule in sorted(rules, key=lambda rule: rule.kod not in own):
        if mutant.kod not in {None, rule.kod}:
            continue
        for arende, previous, paths in _CASES.get(rule.kod, ()):
            found = check(arende, previous=previous, rules=[rule])
            if sorted(paths) != sorted(map(_anmarkningar.where, found)):
                return True
        page = _sidor.DOCS / "regler" / f"{rule.kod}.md"
        if _sida_regler.page_of(rule) != page.read_text(encoding="utf-8"):
            return True
    return mutant.kod is not None and mutant.kod not in {rule.kod for rule in rules}


def codes_of(mutant: Mutant) -> set[str]:
    """The rule that is changed, else the rules of the changed module; none for the machinery they share."""
    from poreport.rules import all_rules

    if mutant.module in SHARED:
        return set()
    if mutant.kod:
        return {mutant.kod}
    return {rule.kod for rule in all_rules() if rule.check.__module__.endswith(f".{mutant.module}")}


def says_otherwise(mutant: Mutant) -> bool:
    """Whether the rules find or say anything else than anmarkningar.txt, as test_anmarkningar would see."""
    import _anmarkningar
    from poreport.rules import all_rules

    codes = codes_of(mutant)
    said = _anmarkningar.text([rule for rule in all_rules() if not codes or rule.kod in codes])
    expected = _anmarkningar.FILE.read_text(encoding="utf-8")
    return any(part not in expected for part in said.split("\n\n"))


def fails(mutant: Mutant) -> bool:
    """Whether pytest fails on the tests that are about the changed rules, or about the machinery."""
    os.environ["CI"] = "1"  # the same examples each time
    codes = codes_of(mutant)
    tests = ROOT / "tests" / "rules"
    own = tests / f"test_{mutant.module}.py"
    if codes:
        chosen = [
            str(tests),
            "-k",
            f"test_{mutant.module} or (mutation_is_found and ({' or '.join(sorted(codes))}))",
        ]
    else:
        chosen = [str(tests / "test_engine.py"), *([str(own)] if own.is_file() else [])]
    arguments = ["-x", "-q", "-p", "no:cacheprovider", *chosen]
    # The process that forks has imported Hypothesis already; pytest need not see into its assertions.
    outcome = pytest.main([*arguments, "-W", "ignore::pytest.PytestAssertRewriteWarning"])
    return outcome not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}


def report(mutants: Sequence[Mutant], results: dict[str, bool]) -> None:
    """Print the share of the mutants that a test finds, and write down those that nothing explains."""
    made = Counter(mutant.module for mutant in mutants)
    found = Counter(mutant.module for mutant in mutants if results[mutant.key])
    for module in made:
        print(f"  {module:<20} {found[module]:5} av {made[module]:5}  {found[module] / made[module]:6.1%}")
    total = made.total()
    print(f"Testerna finner {found.total()} av {total} ändringar: {found.total() / total:.1%}.")
    gaps = _overlevande.without_reason(mutants, results, _overlevande.read_reasons())
    rows = [change._asdict() for change in gaps]
    GAPS.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=200), encoding="utf-8")
    if gaps:
        print(f"{len(gaps)} av dem som är kvar har inget skäl. De står i {GAPS.relative_to(ROOT)}.")


if __name__ == "__main__":
    raise SystemExit(main())

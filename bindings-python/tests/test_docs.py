"""Every public name is documented, and every example in a docstring is true."""

import doctest
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import plimsoll

EXAMPLES = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
FOUND = [
    importlib.import_module(module.name)
    for module in pkgutil.walk_packages(plimsoll.__path__, "plimsoll.")
    if not module.name.rsplit(".", 1)[1].startswith("_") and not module.name.startswith("plimsoll.command")
]
PACKAGES = [module for module in FOUND if hasattr(module, "__path__")]
# What is compiled has a stub beside it; what is written in Python needs none.
WRITTEN = [
    module
    for module in FOUND
    if module not in PACKAGES and not Path(module.__file__ or "").with_suffix(".pyi").exists()
]
MODULES = [module for module in FOUND if module not in PACKAGES + WRITTEN]


def public(module: ModuleType) -> list[str]:
    return [name for name in getattr(module, "__all__", dir(module)) if not name.startswith("_")]


def documented() -> Iterator[tuple[str, object]]:
    """Every public thing under its name: a type of the root under that, not under its module's."""
    for module in (plimsoll, *PACKAGES, *MODULES, *WRITTEN):
        yield module.__name__, module
        prefix = module.__name__.removeprefix("plimsoll").lstrip(".")
        for name in public(module):
            thing = getattr(module, name)
            if module is not plimsoll and getattr(plimsoll, name, None) is thing:
                continue
            path = f"{prefix}.{name}" if prefix else name
            if inspect.isclass(thing) or inspect.isroutine(thing):
                yield path, thing
            if inspect.isclass(thing) and not issubclass(thing, (Exception, str)):
                fields = {*getattr(thing, "__dataclass_fields__", ()), *getattr(thing, "__slots__", ())}  # documented there
                for member, value in vars(thing).items():
                    if not member.startswith("_") and member not in fields and not isinstance(value, thing):
                        yield f"{path}.{member}", value


def test_everything_is_documented() -> None:
    names = dict(documented())
    assert len(names) > 750 and len(MODULES) == 41
    assert [package.__name__.removeprefix("plimsoll.") for package in PACKAGES] == [
        "liquidation", "methods", "methods.derive", "plot", "risk", "solvency",
    ]  # fmt: skip
    for name, thing in names.items():
        text = inspect.getdoc(thing)
        assert text and len(text) > 15, name


def test_numbers_state_their_direction() -> None:
    """A parameter that is a number says where a decimal goes."""
    count = 0
    for name, thing in documented():
        lines = (inspect.getdoc(thing) or "").splitlines()
        for place, line in enumerate(lines):
            ends = (": Number", " Number, default 0", " Number, default 1", " or Number", " of Number", " of 2 Number")
            if line.endswith(ends) and " : " in line and not inspect.ismodule(thing):
                count += 1
                rest = " ".join(" ".join(lines[place + 1 :]).split("------")[0].split())
                said = any(word in rest.lower() for word in ("read down", "read up", "read to", "exact binary"))
                assert said or name in ("read_down", "read_up", "read_nearest"), f"{name}: {line}"
    assert count > 380


def test_examples() -> None:
    runner, parser = doctest.DocTestRunner(optionflags=EXAMPLES), doctest.DocTestParser()
    for name, thing in documented():
        names = {"plimsoll": plimsoll, "Fixed": plimsoll.Fixed}
        runner.run(parser.get_doctest(inspect.getdoc(thing) or "", names, name, None, None))
    assert runner.tries > 150
    assert runner.failures == 0


def test_stub_and_package_name_the_same() -> None:
    stub = (Path(plimsoll.__file__).parent / "_core.pyi").read_text()
    core = {name for name in vars(plimsoll._core) if not name.startswith("_")}
    assert core - {"stress_tables"} <= set(plimsoll.__all__)  # that is what `stress` does with tables
    assert all(f" {name}" in stub or f"\n{name}" in stub for name in core)
    for module in MODULES:
        stub = Path(module.__file__ or "").with_suffix(".pyi").read_text()
        assert all(re.search(rf"^(def {name}\(|class {name}\b|{name}: Final)", stub, re.M) for name in public(module))


def test_every_compiled_module_is_in_the_package() -> None:
    floors = ("plimsoll.", "liquidation.", "solvency.", "methods.", "risk.")
    compiled = {name for name in sys.modules if name.startswith("plimsoll._core.")}
    for module in MODULES:
        floor, last = module.__name__.rsplit(".", 1)
        assert last in sys.modules[floor].__all__
        path = module.__name__
        for prefix in floors:
            path = path.removeprefix(prefix)
        compiled.remove(f"plimsoll._core.{path}")
        for name in public(module):
            thing = getattr(module, name)
            if inspect.isclass(thing):
                # A type has one home: the root, where the core has an alias for it, or its module.
                home = sys.modules[thing.__module__]
                assert getattr(home, name) is thing and thing.__module__ in ("plimsoll", module.__name__)
    assert not compiled

"""Every public name is documented, and every example in a docstring is true."""

import doctest
import inspect
from collections.abc import Iterator
from pathlib import Path

import plimsoll

EXAMPLES = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


def documented() -> Iterator[tuple[str, object]]:
    yield "plimsoll", plimsoll
    for name in plimsoll.__all__:
        thing = getattr(plimsoll, name)
        if inspect.isclass(thing) or inspect.isroutine(thing):
            yield name, thing
        if inspect.isclass(thing) and not issubclass(thing, (Exception, str)):
            for member, value in vars(thing).items():
                if not member.startswith("_") and not isinstance(value, thing):
                    yield f"{name}.{member}", value


def test_everything_is_documented() -> None:
    names = dict(documented())
    assert len(names) > 100
    for name, thing in names.items():
        text = inspect.getdoc(thing)
        assert text and len(text) > 15, name


def test_numbers_state_their_direction() -> None:
    """A parameter that is a number says where a decimal goes."""
    count = 0
    for name, thing in documented():
        lines = (inspect.getdoc(thing) or "").splitlines()
        for place, line in enumerate(lines):
            if line.endswith((": Number", " Number, default 0", " Number, default 1")) and name != "plimsoll":
                count += 1
                rest = " ".join(" ".join(lines[place + 1 :]).split("------")[0].split())
                said = any(word in rest.lower() for word in ("read down", "read up", "read to", "exact binary"))
                assert said or name in ("read_down", "read_up", "read_nearest"), f"{name}: {line}"
    assert count > 40


def test_examples() -> None:
    runner, parser = doctest.DocTestRunner(optionflags=EXAMPLES), doctest.DocTestParser()
    for name, thing in documented():
        names = {"plimsoll": plimsoll, "Fixed": plimsoll.Fixed}
        runner.run(parser.get_doctest(inspect.getdoc(thing) or "", names, name, None, None))
    assert runner.tries > 40
    assert runner.failures == 0


def test_stub_and_package_name_the_same() -> None:
    stub = (Path(plimsoll.__file__).parent / "_core.pyi").read_text()
    core = {name for name in vars(plimsoll._core) if not name.startswith("_")}
    assert core <= set(plimsoll.__all__)
    assert all(f" {name}" in stub or f"\n{name}" in stub for name in core)

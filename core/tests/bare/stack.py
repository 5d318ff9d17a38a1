"""The deepest stack of every exported function: the sum of the frames along its deepest path of calls.

A jump into another function counts as a call, though its own frame is gone by then, so the sum is an upper
bound. A path that returns to itself has no deepest, and a call through a pointer could go anywhere: both are
refused. Only the searches call what they do not know, the caller's check; its stack is the caller's.
"""

import re
from pathlib import Path

from elf import Elf

SOURCES = Path(__file__).resolve().parent / "src"
LIMIT = 4096
# What contracts need it of most, and so shown by themselves.
LIQUIDATES = ("liquidation", "solvency")
CALLERS_OWN = {"solver_search_to", "solver_search_up", "crossing_crossing"}


class Loop(Exception):
    """The path of a recursion."""


def exports(module: str) -> list[str]:
    """The functions that `src/<module>.rs` exports."""
    text = (SOURCES / f"{module}.rs").read_text()
    return re.findall(r"^    fn (\w+)\(", text, re.MULTILINE)


class Graph:
    def __init__(self, elf: Elf) -> None:
        self.elf = elf
        self.by_name = {name: address for address, name in elf.names.items()}
        self.known: dict[int, tuple[int, list[int]]] = {}
        self.open: list[int] = []

    def frame(self, function: int) -> int:
        return self.elf.frames.get(function, self.elf.pushed(function))

    def deepest(self, function: int) -> tuple[int, list[int]]:
        """Bytes, and the path that takes them."""
        if function in self.open:
            raise Loop([*self.open[self.open.index(function) :], function])
        if function not in self.known:
            self.open.append(function)
            below = [self.deepest(callee) for callee in self.elf.calls(function)[0]]
            depth, path = max(below, default=(0, []))
            self.open.pop()
            self.known[function] = (self.frame(function) + depth, [function, *path])
        return self.known[function]

    def reached(self, function: int) -> set[int]:
        seen, queue = {function}, [function]
        for here in queue:
            new = self.elf.calls(here)[0] - seen
            seen |= new
            queue += sorted(new)
        return seen

    def short(self, function: int) -> str:
        return self.elf.names.get(function, hex(function))


def stack(elf: Elf, demangled) -> list[str]:
    """Prints the deepest five, and says what is above the limit or has none."""
    graph = Graph(elf)
    modules = [path.stem for path in sorted(SOURCES.glob("*.rs")) if "exports! {" in path.read_text()]
    named = {name: module for module in modules for name in exports(module) if name in graph.by_name}
    problems, depths = [], []
    for function, frame in elf.frames.items():
        if elf.pushed(function) != frame:
            problems.append(f"{graph.short(function)}: a frame of {frame}, but {elf.pushed(function)} pushed")

    def way(path: list[int]) -> str:
        names = demangled([graph.short(function) for function in path])
        return " -> ".join(f"{name} {graph.frame(f)}" for name, f in zip(names, path))

    for name, module in named.items():
        start = graph.by_name[name]
        try:
            depths.append((*graph.deepest(start), module))
        except Loop as loop:
            return [f"stack of {name} has no end: {way(loop.args[0])}"]
        pointers = [f for f in graph.reached(start) if elf.calls(f)[1]]
        if pointers and name not in CALLERS_OWN:
            problems.append(f"{name} calls through a pointer in {way(pointers)}")
    for kind, wanted in (("liquidation and solvency", LIQUIDATES), ("all", modules)):
        five = sorted((found for found in depths if found[2] in wanted), reverse=True)[:5]
        if not five:
            problems.append(f"no function of {kind} was read")
        shown = ", ".join(f"{graph.short(path[0])} {depth}" for depth, path, _ in five)
        print(f"   deepest stacks, {kind}: {shown}")
    for depth, path, _ in sorted(depths, reverse=True):
        if depth > LIMIT:
            problems.append(f"{depth} bytes of stack, more than {LIMIT}: {way(path)}")
    return problems

"""Reads what `scripts/test-bare` built, and fails if it holds what it must not.

    check.py wasm FILE      no import (a panic would be one) and no float instruction
    check.py elf FILE       no soft-float routine, and at most 4 KiB of stack
    check.py covered        every public function of core/src is called in src/
"""

import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from elf import Elf
from stack import stack

HERE = Path(__file__).resolve().parent
CORE = HERE.parent.parent / "src"

# Public functions that no export calls, and why.
EXPLAINED: dict[str, str] = {}
# Files outside the `Fixed` lane, and why.
OUTSIDE = {
    "number/float.rs": "the f64 lane",
    "support/": "features, off by default",
}


def demangled(names: list[str]) -> list[str]:
    try:
        run = subprocess.run(["c++filt"], input="\n".join(names), capture_output=True, text=True)
        return run.stdout.splitlines() if run.returncode == 0 else names
    except FileNotFoundError:
        return names


def wasm(path: str) -> list[str]:
    """Disassembles with wabt; on a failure names the way from an export to what is wrong."""
    text = subprocess.run(
        ["wasm-objdump", "--details", "--disassemble", path], capture_output=True, text=True, check=True
    ).stdout
    names: dict[int, str] = {}
    calls: dict[int, set[int]] = {}
    floats: dict[int, str] = {}
    imports: set[int] = set()
    function = -1
    for line in text.splitlines():
        if found := re.match(r" - func\[(\d+)\] sig=\d+ <(.*?)> <-", line):
            imports.add(int(found[1]))
            names[int(found[1])] = found[2]
        elif found := re.match(r"[0-9a-f]+ func\[(\d+)\](?: <(.*)>)?:", line):
            function = int(found[1])
            names[function] = found[2] or f"function {function}"
        elif found := re.search(r"\| +call (\d+)", line):
            calls.setdefault(function, set()).add(int(found[1]))
        elif found := re.search(r"\| +(\S*[fF](?:32|64)\S*)", line):
            floats.setdefault(function, found[1])
    if not names or function < 0:
        return ["no function was read: has the disassembler's format changed?"]
    callers: dict[int, list[int]] = {}
    for caller, callees in calls.items():
        for callee in callees:
            callers.setdefault(callee, []).append(caller)

    def ways(end: int) -> list[str]:
        """One shortest way for each outermost caller of `end`."""
        step = {end: end}
        queue, out = [end], []
        for here in queue:
            outer = [c for c in callers.get(here, []) if c not in step]
            for caller in outer:
                step[caller] = here
            queue += outer
            if not callers.get(here):
                way = [here]
                while way[-1] != end:
                    way.append(step[way[-1]])
                out.append(" -> ".join(demangled([names[f] for f in way])))
        return out

    problems = [f"imports {w}" for i in sorted(imports) for w in ways(i)]
    problems += [f"{floats[f]} in {w}" for f in sorted(floats) for w in ways(f)]
    print(f"   {len(names) - len(imports)} functions, {len(imports)} imports, {len(floats)} with floats")
    return problems


SOFT_FLOAT = re.compile(
    r"^__aeabi_([dfh]|c[df]|u?[il]2[dfh])"  # Arm's names
    r"|^__(add|sub|mul|div|neg|pow|cmp|eq|ne|lt|le|gt|ge|unord)[hsdt]f[23]$|^__pow[sdt]i"
    r"|^__(fix|fixuns|float|floatun|extend|trunc)[hsdt]"  # GCC's names
    r"|compiler_builtins\w*(float|math|libm)"
    r"|^(fma|sqrt|floor|ceil|trunc|round|rint|fmod|exp2?|log2?|pow)f?$"
)


def elf(path: str) -> list[str]:
    """No soft-float routine, and every stack within its limit."""
    binary = Elf(path)
    names = demangled(sorted(binary.names.values()))
    print(f"   {len(names)} functions")
    if len(names) < 2:
        return ["no function was read"]
    return [f"soft float: {name}" for name in names if SOFT_FLOAT.search(name)] + stack(binary, demangled)


def covered() -> list[str]:
    """Finds every public function by its text, and each call by its path. A type's name that several modules
    have is called with its module: `standard::Margin::total(...)`, and a function of a module whose name
    several have with the module above: `columns::threshold::threshold(...)`."""
    called = "\n".join(p.read_text() for p in sorted((HERE / "src").rglob("*.rs")))
    called = re.sub(r"//.*", "", called)
    places: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(CORE.rglob("*.rs")):
        place = path.relative_to(CORE).as_posix()
        if any(place.startswith(start) for start in OUTSIDE):
            continue
        above, module = path.with_suffix("").parts[-2:] if path.stem != "mod" else path.parts[-3:-1]
        for owner, name in public(path):
            places.setdefault(f"{owner or module}::{name}", []).append((place, module if owner else above))
    problems = []
    for full, found in places.items():
        if full in EXPLAINED:
            continue
        for place, within in found:
            path_of = f"{within}::{full}" if len(found) > 1 else full
            if not re.search(rf"\b{path_of}\b(::<[^()]*>)?\s*\(", called):
                problems.append(f"{place}: {path_of} is not called")
    print(f"   {sum(map(len, places.values()))} public functions, {len(EXPLAINED)} explained")
    for name, why in EXPLAINED.items():
        print(f"   not called: {name}: {why}")
    return problems


def public(path: Path):
    """`(type or "", name)` of each public function of a file."""
    owner, depth_of_owner, depth, public_trait = "", 0, 0, False
    for line in path.read_text().splitlines():
        line = re.sub(r"//.*", "", line)
        if re.match(r"\s*#\[cfg\(test\)\]", line):
            break
        if found := re.match(r"\s*(pub )?(?:unsafe )?(impl|trait)\b(.*)", line):
            head = re.sub(r"\bwhere\b.*|\{.*", "", found[3])
            while (shorter := re.sub(r"<[^<>]*>", "", head)) != head:
                head = shorter
            public_trait = found[2] == "trait" and found[1] is not None
            # What implements a trait is reached through the trait.
            owner = "-" if " for " in head else re.split(r"[:\s]", head.strip())[0]
            depth_of_owner = depth
        found = re.match(r"\s*(pub )?(?:const )?(?:unsafe )?fn (\w+)", line)
        if found and owner != "-" and (found[1] or (public_trait and owner)):
            yield owner, found[2]
        depth += line.count("{") - line.count("}")
        if owner and depth <= depth_of_owner and "}" in line:
            owner, public_trait = "", False


def main() -> int:
    commands = {"wasm": wasm, "elf": elf, "covered": covered}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    problems = commands[sys.argv[1]](*sys.argv[2:])
    for problem in problems:
        print(f"   {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""What a chain asks of a contract's wasm file, as far as it can be told without the virtual machine.

    check.py FILE...

No floating-point instruction, no instruction later than the first WebAssembly, no import that the machine does
not give, the exports that it calls, and no function of more locals than it admits.
"""

import re
import subprocess
import sys

# What the machine gives (cosmwasm-vm 3, compatibility.rs) and this contract may ask for.
GIVEN = {"abort", "addr_validate", "db_read", "db_remove", "db_write", "debug", "query_chain"}
CALLED = {"allocate", "deallocate", "instantiate", "interface_version_8", "query"}
LOCALS = 100
# What came after the first WebAssembly, as wabt names it.
LATER = [
    "mutable-globals", "saturating-float-to-int", "sign-extension", "simd", "multi-value", "bulk-memory",
    "reference-types",
]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True)


def check(path: str) -> list[str]:
    later = run("wasm-validate", *(f"--disable-{feature}" for feature in LATER), path)
    problems = [f"not the first WebAssembly: {later.stderr.strip()}"] if later.returncode else []
    text = subprocess.run(
        ["wasm-objdump", "--details", "--disassemble", path], capture_output=True, text=True, check=True
    ).stdout
    imports = set(re.findall(r"<- env\.(\w+)$", text, re.M))
    every = len(re.findall(r"^ - \w+\[\d+\].* <- ", text, re.M))
    exports = set(re.findall(r'-> "(\w+)"$', text, re.M))
    functions, floats, locals_, most = 0, 0, 0, 0
    for line in text.splitlines():
        if re.match(r"[0-9a-f]+ func\[\d+\]", line):
            functions, locals_ = functions + 1, 0
        elif found := re.search(r"\| local\[(\d+)(?:\.\.(\d+))?\]", line):
            locals_ += int(found[2] or found[1]) - int(found[1]) + 1
            most = max(most, locals_)
        elif re.search(r"\| +\S*[fF](?:32|64)\S*", line):
            floats += 1
    if not functions or not imports:
        problems.append("nothing was read: has the disassembler's format changed?")
    if floats:
        problems.append(f"{floats} floating-point instructions")
    if every != len(imports) or imports - GIVEN:
        problems.append(f"imports {sorted(imports - GIVEN) or every}")
    if CALLED - exports:
        problems.append(f"does not export {sorted(CALLED - exports)}")
    if most > LOCALS:
        problems.append(f"a function of {most} locals")
    name = path.rsplit("/", 1)[-1]
    size = len(open(path, "rb").read())
    print(f"   {name}: {size} bytes, {functions} functions of at most {most} locals, "
          f"{floats} floating-point instructions, imports {', '.join(sorted(imports))}")
    return [f"{name}: {problem}" for problem in problems]


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    problems = [problem for path in sys.argv[1:] for problem in check(path)]
    for problem in problems:
        print(f"   {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs the examples of README.md and docs/*.md as a stranger would.

Every code block (rust, python, js) is a whole program, and all blocks since the last `text` block must
print exactly the next one. A block without a text block after it must only run.

    python scripts/docs.py FILE...   # with the Python package installed and the npm package built
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MANIFEST = """[package]
name = "stranger"
edition = "2021"
[workspace]
[dependencies]
plimsoll = {{ path = "{root}/core" }}
plimsoll-book = {{ path = "{root}/book" }}
"""


def rust(code: str, home: pathlib.Path) -> list[str]:
    (home / "src").mkdir(exist_ok=True)
    (home / "src/main.rs").write_text(code)
    (home / "Cargo.toml").write_text(MANIFEST.format(root=ROOT))
    (home / "Cargo.lock").write_bytes((ROOT / "Cargo.lock").read_bytes())
    return ["cargo", "run", "--quiet"]


def python(code: str, home: pathlib.Path) -> list[str]:
    (home / "example.py").write_text(code)
    return [sys.executable, "example.py"]


def js(code: str, home: pathlib.Path) -> list[str]:
    (home / "example.mjs").write_text(code)
    modules = home / "node_modules"
    if not modules.exists():
        modules.mkdir()
        (modules / "plimsoll").symlink_to(ROOT / "bindings-wasm")
    return ["node", "example.mjs"]


RUNNERS = {"rust": rust, "python": python, "js": js}


def run(path: pathlib.Path, home: pathlib.Path) -> int:
    """Runs the blocks of one file; returns how many."""
    printed: list[tuple[str, str]] = []
    count = 0
    for language, body in BLOCK.findall(path.read_text()):
        if language == "text":
            for name, output in printed:
                if output != body:
                    sys.exit(f"{path}: the {name} example prints\n{output}and not\n{body}")
            printed = []
        elif language in RUNNERS:
            command = RUNNERS[language](body, home)
            done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"{path}: the {language} example fails:\n{done.stdout}{done.stderr}")
            printed.append((language, done.stdout))
            count += 1
    return count


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        counts = [run(pathlib.Path(name), pathlib.Path(home)) for name in sys.argv[1:]]
    print(f"{sum(counts)} examples run")


if __name__ == "__main__":
    main()

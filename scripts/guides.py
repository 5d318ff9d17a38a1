"""Runs guides and the examples of README files from empty folders, with the built packages, as a stranger would.

    python scripts/guides.py FOLDER FILE...    # FOLDER as scripts/build-packages leaves it

Every block of a guide (docs/guide-*.md) is a file (```rust src/lib.rs), commands (```sh) or what the commands before
it print (```text). They find FOLDER as $PACKAGES. Of other files every rust, python and js block is a whole program, as in scripts/docs.py.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docs
import shelf

FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Guide:
    """One guide, the folder that it has come to, and what its last command has printed."""

    def __init__(self, path: Path, home: Path) -> None:
        self.path, self.here, self.printed = path, home, ""
        self.moved = home.with_suffix(".folder")

    def fail(self, what: str) -> None:
        sys.exit(f"{self.path}: {what}")

    def block(self, language: str, name: str, body: str) -> None:
        if name:
            file = self.here / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body)
        elif language == "sh":
            script = f"{body}\npwd >'{self.moved}'"
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", script],
                cwd=self.here, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=900,
            )
            if done.returncode != 0:
                self.fail(f"this fails:\n{body}\n{done.stdout}{done.stderr}")
            self.here, self.printed = Path(self.moved.read_text().strip()), done.stdout
        elif language == "text":
            if self.printed != body:
                self.fail(f"it prints\n{self.printed}and not\n{body}")
            self.printed = ""
        else:
            self.fail(f"a {language} block that is no file, command or what one prints")

    def run(self) -> int:
        text = self.path.read_text()
        blocks = FENCE.findall(text)
        if text.count("```") != 2 * len(blocks):
            self.fail("a block that is not read")
        for block in blocks:
            printed, self.printed = self.printed, self.printed if block[0] == "text" else ""
            if printed and block[0] != "text":
                self.fail(f"nothing says that it prints\n{printed}")
            self.block(*block)
        if self.printed:
            self.fail(f"nothing says that it prints\n{self.printed}")
        return len(blocks)


def once(home: Path, name: str, commands: str) -> Path:
    """A stranger's empty project of this name, made by these commands when it is first asked for."""
    project = home / name
    if not project.exists():
        project.mkdir()
        done = subprocess.run(["bash", "-euc", commands], cwd=project, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{name}: {done.stdout}{done.stderr}")
    return project


def rust(code: str, home: Path) -> list[str]:
    project = once(home, "rust", "cargo init --quiet --name stranger; cargo add --quiet plimsoll plimsoll-book")
    (project / "src/main.rs").write_text(code)
    return ["cargo", "run", "--quiet", "--manifest-path", str(project / "Cargo.toml")]


def python(code: str, home: Path) -> list[str]:
    project = once(home, "python", 'python3 -m venv .venv; .venv/bin/pip install --quiet --no-index "$PACKAGES"/*.whl')
    (project / "example.py").write_text(code)
    return [str(project / ".venv/bin/python"), str(project / "example.py")]


def js(code: str, home: Path) -> list[str]:
    project = once(home, "js", "npm init --yes; npm install --silent plimsoll")
    (project / "example.mjs").write_text(code)
    return ["node", str(project / "example.mjs")]


def run(path: Path, home: Path) -> int:
    if path.name.startswith("guide-"):
        folder = home / path.stem
        folder.mkdir()
        return Guide(path, folder).run()
    return docs.run(path, home)


def main() -> None:
    packages, paths = Path(sys.argv[1]).resolve(), [Path(name).resolve() for name in sys.argv[2:]]
    (wheel,), (tarball,) = packages.glob("*.whl"), packages.glob("*.tgz")
    version = wheel.name.split("-")[1]
    docs.RUNNERS.update(rust=rust, python=python, js=js)
    with tempfile.TemporaryDirectory(prefix="plimsoll-") as folder:
        place = Path(folder)
        environment = shelf.stranger(place)
        os.environ.clear()
        os.environ.update(environment)
        shelf.cargo(packages, place, version)
        os.environ.update({"PACKAGES": str(packages)} | shelf.npm(tarball))
        for path in paths:
            print(f"   {path.relative_to(docs.ROOT)}: {run(path, place)} blocks")


if __name__ == "__main__":
    main()

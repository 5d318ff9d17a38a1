"""What is in the built packages: nothing missing, nothing extra, one version; and how large they are.

    python scripts/packages.py FOLDER    # with the .crate, .whl, .tar.gz and .tgz of scripts/build-packages
"""

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = {"LICENSE-APACHE", "LICENSE-MIT"}
Files = dict[str, bytes]
# What a script or a declaration loads: another one, or a module by its address.
REFERENCE = r"""(?:\bfrom|\bimport|\bimport\(|\bURL\()\s*["'](?:\./)?([\w.-]+\.(?:js|wasm))["']"""


def tree(folder: str, prefix: str) -> set[str]:
    """The files of a folder that belong to the repository, as a package names them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    return {prefix + name.removeprefix(folder) for name in listed if (ROOT / name).exists()}


def unpacked(path: Path) -> Files:
    """Every file of an archive by its name; of a tar, without the folder that holds everything."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    files = {}
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if not member.isfile():
                sys.exit(f"{path.name}: {member.name} is no file")
            files[member.name.split("/", 1)[1]] = archive.extractfile(member).read()
    return files


def crate(folder: str, extra: str = "") -> set[str]:
    """What a crate carries of its folder: its source, its examples, a page and the licences."""
    own = {"Cargo.toml", "README.md"} | LICENCES
    return {extra + name for name in own} | tree(f"{folder}/src", f"{extra}src") | tree(f"{folder}/examples", f"{extra}examples")


def sdist() -> set[str]:
    """All that a wheel is built from."""
    binding = {f"bindings-python/{name}" for name in LICENCES | {"Cargo.toml", "README.md"}}
    return (
        {"PKG-INFO", "Cargo.toml", "Cargo.lock", "pyproject.toml", "README.md"} | LICENCES | binding
        | crate("core", "core/") | crate("book", "book/") | {"proofs/Cargo.toml"}
        | set().union(*(tree(folder, folder) for folder in ("proofs/src", "proofs/examples", "proofs/benches")))
        | tree("bindings-python/src", "bindings-python/src") | tree("bindings-python/python", "python")
    )


def wheel(version: str) -> set[str]:
    """The package's Python and stubs, one library, and what pip reads."""
    info = {f"plimsoll-{version}.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL", *(f"licenses/{n}" for n in LICENCES))}
    return tree("bindings-python/python/plimsoll", "plimsoll") | {"plimsoll/_core.abi3.so"} | info


def npm(files: Files) -> set[str]:
    """What can be reached from the entries of package.json: scripts, types and modules."""
    entries = json.loads(files["package.json"])["exports"].values()
    todo = [path.removeprefix("./") for entry in entries for path in entry.values()]
    reached = {"package.json", "README.md"} | LICENCES
    while todo:
        path = todo.pop()
        if path in reached:
            continue
        reached.add(path)
        types = path.endswith(".d.ts")
        for name in re.findall(REFERENCE, files.get(path, b"").decode(errors="ignore")):
            todo.append("pkg/" + (re.sub(r"\.js$", ".d.ts", name) if types else name))
    return reached


def check(path: Path, expected: set[str], files: Files) -> None:
    for what, names in (("missing", expected - files.keys()), ("extra", files.keys() - expected)):
        if names:
            sys.exit(f"{path.name}: {len(names)} {what}: {', '.join(sorted(names)[:10])}")
    for name, content in files.items():
        if str(ROOT).encode() in content:
            sys.exit(f"{path.name}: {name} names a folder of this machine")
    size = sum(map(len, files.values()))
    print(f"   {path.name}: {path.stat().st_size} bytes, {len(files)} files of {size} bytes")


def one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        sys.exit(f"{folder}: {len(found)} files are {pattern}")
    return found[0]


def main() -> None:
    folder = Path(sys.argv[1])
    manifest = (ROOT / "Cargo.toml").read_text()
    version = re.search(r'^version = "(.*)"$', manifest, re.MULTILINE)[1]
    for name, place in (("plimsoll", "core"), ("plimsoll-book", "book")):
        path = one(folder, f"{name}-{version}.crate")
        files = unpacked(path)
        files.pop(".cargo_vcs_info.json", None)  # only where git knows all of it
        check(path, crate(place) | {"Cargo.toml.orig", "Cargo.lock"}, files)
    path = one(folder, f"plimsoll-{version}.tar.gz")
    check(path, sdist(), unpacked(path))

    path = one(folder, f"plimsoll-{version}-cp311-abi3-*.whl")
    files = unpacked(path)
    check(path, wheel(version), files)
    metadata = files[f"plimsoll-{version}.dist-info/METADATA"].decode()
    needed = [line for line in metadata.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line]
    if needed:
        sys.exit(f"{path.name} depends on {needed}")

    path = one(folder, f"plimsoll-{version}.tgz")
    files = unpacked(path)
    check(path, npm(files), files)
    package = json.loads(files["package.json"])
    if package.get("dependencies"):
        sys.exit(f"{path.name} depends on {package['dependencies']}")


if __name__ == "__main__":
    main()

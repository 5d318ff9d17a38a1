"""The built packages as a stranger's cargo and npm find them: each asks its registry by name, and gets ours."""

import base64
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import tarfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = """[package]
name = "seed"
version = "0.0.0"
edition = "2021"
[lib]
path = "seed.rs"
[workspace]
[dependencies]
bytemuck = {{ version = "1", features = ["derive"] }}
plimsoll = {{ version = "{version}", features = ["arbitrary", "borsh", "bytemuck", "serde"] }}
plimsoll-book = "{version}"
[patch.crates-io]
plimsoll = {{ path = "plimsoll-{version}" }}
plimsoll-book = {{ path = "plimsoll-book-{version}" }}
"""
CONFIG = """[source.crates-io]
replace-with = "shelf"
[source.shelf]
directory = "{vendor}"
[net]
offline = true
"""


def cargo(packages: Path, place: Path, version: str) -> None:
    """A directory of crates in place of the registry, for whatever is built below `place`: ours from their
    .crate files, and what they need in the versions of our lock file."""
    seed, vendor = place / "seed", place / "vendor"
    seed.mkdir()
    (seed / "seed.rs").touch()
    (seed / "Cargo.toml").write_text(SEED.format(version=version))
    shutil.copy(ROOT / "Cargo.lock", seed)
    archives = sorted(packages.glob("*.crate"))
    for archive in archives:
        with tarfile.open(archive) as files:
            files.extractall(seed, filter="data")
    subprocess.run(["cargo", "vendor", "--quiet", str(vendor)], cwd=seed, check=True, stdout=subprocess.DEVNULL)
    for archive in archives:
        crate = vendor / archive.stem
        shutil.move(seed / archive.stem, crate)
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        (crate / ".cargo-checksum.json").write_text(json.dumps({"files": {}, "package": digest}))
    shutil.rmtree(seed)
    (place / ".cargo").mkdir()
    (place / ".cargo/config.toml").write_text(CONFIG.format(vendor=vendor))


def npm(package: Path) -> dict[str, str]:
    """The environment in which npm asks a server of ours: it has `plimsoll`, and sends all else on to npm's registry."""
    tarball = package.read_bytes()
    with tarfile.open(package) as files:
        manifest = json.load(files.extractfile("package/package.json"))
    version = manifest["version"]
    settings = json.loads(subprocess.run(["npm", "config", "ls", "--json"], capture_output=True, check=True).stdout)
    registry = settings["registry"].rstrip("/")

    class Registry(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in ("/plimsoll", "/plimsoll.tgz"):
                self.send_response(307)
                self.send_header("Location", registry + self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = tarball if self.path == "/plimsoll.tgz" else document
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    home = f"http://127.0.0.1:{server.server_port}"
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    dist = {"tarball": f"{home}/plimsoll.tgz", "integrity": f"sha512-{digest}"}
    document = json.dumps(
        {"name": "plimsoll", "dist-tags": {"latest": version}, "versions": {version: manifest | {"dist": dist}}}
    ).encode()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return {"npm_config_registry": home, "npm_config_audit": "false", "npm_config_fund": "false"}


def stranger(place: Path) -> dict[str, str]:
    """This machine's environment without what the project has put into it."""
    own = {"VIRTUAL_ENV", "PYTHONPATH", "CARGO_PROFILE_RELEASE_LTO", "RUSTFLAGS"}
    environment = {name: value for name, value in os.environ.items() if name not in own}
    path = [part for part in os.environ["PATH"].split(os.pathsep) if not Path(part).is_relative_to(ROOT)]
    return environment | {"PATH": os.pathsep.join(path), "CARGO_TARGET_DIR": str(place / "target")}

"""Runs notebooks as a reader would, and holds what they print against what they say they print.

Committed notebooks keep the text that their cells print and no pictures.

    python scripts/notebook.py FILE...            # fails where a cell fails or prints something else
    python scripts/notebook.py --write FILE...    # keeps what is printed now
"""

import argparse
import difflib
import pathlib
import sys
import tempfile
import time

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SECONDS = 60  # for a whole notebook


def plain(notebook: nbformat.NotebookNode) -> str:
    """The notebook with what its cells print as text, and nothing that differs from run to run."""
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            texts = [output.text for output in cell.outputs if output.get("name") == "stdout"]
            cell.execution_count = None
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="".join(texts))] if texts else []
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return nbformat.writes(notebook, indent=1) + "\n"


def run(path: pathlib.Path, write: bool) -> None:
    """Runs one notebook in an empty folder, in this interpreter's environment."""
    notebook = nbformat.read(path, as_version=4)
    said = plain(nbformat.read(path, as_version=4))
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{home}/kernel")
        client = NotebookClient(notebook, km=kernel, timeout=SECONDS, resources={"metadata": {"path": home}})
        client.owns_km = True  # and ends it
        try:
            client.execute()
        except CellExecutionError as error:
            sys.exit(f"{path}: {error}")
    taken = time.monotonic() - begin
    printed = plain(notebook)
    if write:
        path.write_text(printed)
    elif path.read_text() != printed:
        changes = difflib.unified_diff(said.splitlines(), printed.splitlines(), "committed", "run", lineterm="")
        sys.exit(f"{path}: prints something else; scripts/notebook.py --write {path} keeps it\n" + "\n".join(changes))
    if taken > SECONDS:
        sys.exit(f"{path}: took {taken:.0f} s, and a reader waits for {SECONDS}")
    print(f"{path}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells in {taken:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    given = parser.parse_args()
    for path in given.files:
        run(path, given.write)


if __name__ == "__main__":
    main()

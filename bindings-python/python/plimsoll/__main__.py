"""``python -m plimsoll``: see `plimsoll.command`."""

import sys

from plimsoll.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

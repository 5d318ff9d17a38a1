"""``python -m plimsoll``: see `plimsoll.command`."""

import gc
import sys

from plimsoll.command import main

if __name__ == "__main__":
    gc.disable()  # there are no cycles among millions of fields, and looking for them takes most of the time
    sys.exit(main(sys.argv[1:]))

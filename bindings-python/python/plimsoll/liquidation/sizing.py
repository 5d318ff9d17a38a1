"""What a sizing is given of an asset, and why it comes out as large as it does."""

from plimsoll._core.sizing import *

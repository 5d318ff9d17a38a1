"""The terms on which a liquidator repays one asset and takes another."""

from plimsoll._core.exchange import *

"""A loss that everybody bears, by an index that each account applies when it is next touched."""

from plimsoll._core.socialise import *

"""CME's SPAN: sixteen scenarios over one combined commodity, charges for months that stand against each other
and for delivery, a credit for spreads with other commodities, a minimum for short options.

``maintenance = max(scan + intermonth + delivery - credit, short-option minimum)``.
"""

from plimsoll._core.span import *

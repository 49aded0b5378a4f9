"""The signal of the visible cases."""

from __future__ import annotations

import numpy as np

# The worked example of the notebook: nine values, windows of five, two further each time.
SIGNAL = np.array([2.0, -1.0, 0.5, 3.0, -2.0, 1.0, 4.0, -0.5, 1.5])

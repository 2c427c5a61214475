"""Is landed cost what the tariff says, for duties typed in from public schedules?"""

from typing import Any

import polars as pl
import pytest

from tests.derive.conftest import Derive, MakeTables


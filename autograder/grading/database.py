"""Say what to install where the program that talks to the gradebook's database is missing."""

from __future__ import annotations

from typing import Any

import nbgrader.api
from nbgrader.converters.base import NbGraderException
from sqlalchemy.engine import Engine, make_url

_create_engine = nbgrader.api.create_engine
MISSING = (
    "The gradebook is in {name} and needs {module}, which is not installed. Install it with\n"
    "  pip install --no-deps --require-hashes -r requirements-cluster.lock\n"
    "and write the address as postgresql+psycopg://USER@HOST/DATABASE."
)


def patch_engine() -> None:
    """Replace the function with which nbgrader opens every gradebook."""
    nbgrader.api.create_engine = create_engine


def create_engine(url: str, **options: Any) -> Engine:
    """Return SQLAlchemy's engine; raises nbgrader's exception if there is no driver for `url`."""
    try:
        engine: Engine = _create_engine(url, **options)
    except ModuleNotFoundError as error:
        name = make_url(url).get_backend_name()
        raise NbGraderException(MISSING.format(name=name, module=error.name)) from None
    return engine

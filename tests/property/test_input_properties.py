"""Tables and documents: the shape in which a notice comes does not matter, and nothing crashes."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from redrisk.errors import RedriskError
from redrisk.intake import read_notice
from redrisk.notice import Notice
from redrisk.scoring import score
from redrisk.table import score_table
from tests.property.strategies import documents, flat_rows
from tests.table.rows import notice_of

Rows = list[dict[str, str]]


def points(rows: Rows) -> list[int]:
    names = sorted({name for row in rows for name in row})
    table = pa.table(
        {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    )
    found: list[int] = score_table(table).column("points").to_pylist()
    return found


@settings(max_examples=30)
@given(flat_rows(), st.data())
def test_each_row_of_a_table_has_the_points_of_its_notice(rows: Rows, data: st.DataObject) -> None:
    alone = [score(notice_of(row)).points for row in rows]
    assert points(rows) == alone
    places = data.draw(st.permutations(range(len(rows))))
    assert points([rows[place] for place in places]) == [alone[place] for place in places]


@given(documents())
def test_any_document_is_read_or_refused_and_twice_alike(text: str) -> None:
    try:
        first, second = (read_notice(text.encode(), format="document").notice for _ in range(2))
    except RedriskError:
        return
    assert first == second
    assert Notice.parse(first.plain()) == first

"""The report for a terminal: the matrix, the contested labels, and what is left out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from claims.frames.contested import Side
from claims.frames.matrix import Count, Framer, LabelCount, Matrix, Row, added
from claims.frames.report import Report
from claims.wording import counted, plain, shortened

_EDGE = 3
"""Columns that a cell's padding and border take."""
_NAME_WIDTH, _WHO_WIDTH = 20, 24
_LONGEST_NAME = 40
"""Characters: two lines of the column of names."""
_SHOWN_FRAMERS = 4


def shown(made: Report, width: int) -> Iterator[RenderableType]:
    """The report, piece by piece, laid out for a terminal of that width."""
    asked = f" {made.wanted}" if str(made.wanted) else ""
    if not made.found.height:
        yield Text(f"Release {made.version} has no framings{asked}.")
        return
    yield Text(
        f"Release {made.version}: {counted(made.found.height, 'framing')}{asked}, by "
        f"{counted(len(made.matrix.rows), 'framer')}, in {counted(made.articles, 'article')}."
    )
    yield from _matrix(made, width)
    if made.contested:
        yield Text("\nContested:")
        yield _contested(made)
        if made.more_contested:
            more = counted(made.more_contested, "more contested pair")
            yield _note(f"{more}; --limit 0 shows all")
    else:
        yield Text("\nNone of these labels is contested.")
    if made.made_with is not None:
        yield _note(
            f"Rivals are those of vocabulary {made.vocabulary}; the release was made with another "
            f"({made.made_with}): give that with --frames"
        )


def _matrix(made: Report, width: int) -> Iterator[RenderableType]:
    names = _names(row.framer for row in made.matrix.rows)
    rows = made.matrix.rows[: made.shown]
    fitting = _fitting(made.matrix, rows, [names[row.framer] for row in rows], width)
    labels, rest = made.matrix.labels[:fitting], made.matrix.labels[fitting:]
    table = Table()
    table.add_column("framer", overflow="fold", max_width=_NAME_WIDTH)
    table.add_column("all", justify="right", no_wrap=True)
    for one in labels:
        table.add_column(_heading(one.label), justify="right", no_wrap=True)
    if rest:
        table.add_column(_rest_title(rest), justify="right", no_wrap=True, style="dim")
    for row in rows:
        counts = [row.count, *(row.by_label.get(one.label, Count()) for one in labels)]
        if rest:
            counts.append(_rest(row, rest))
        # Text, not markup: an article may hold what rich would take for a style.
        table.add_row(Text(names[row.framer]), *(Text(_cell(count)) for count in counts))
    yield table
    if left := made.matrix.rows[made.shown :]:
        framings = counted(sum(row.count.total for row in left), "framing")
        yield _note(f"{counted(len(left), 'more framer')} with {framings}; --limit 0 shows all")
    if rest:
        yield _note(
            f"{counted(len(rest), 'more label')} in the last column; a wider terminal or --json "
            "shows them"
        )
    if made.copied:
        yield _note(f"{counted(made.copied, 'framing')} in articles that repeat another one's text")


def _contested(made: Report) -> Table:
    table = Table()
    table.add_column("label", no_wrap=True)
    table.add_column("all", justify="right", no_wrap=True)
    table.add_column("who", max_width=_WHO_WIDTH, overflow="fold")
    table.add_column("for example", overflow="fold")
    for pair in made.contested:
        for side in pair.sides:
            quotation = side.sayings[0].quotation
            example = Text(quotation.words)
            example.highlight_words([quotation.phrase], "bold")
            example.append(f" {quotation.article_id[:8]}:{quotation.start}", style="dim")
            denied = " (denied)" if side.polarity == "denied" else ""
            table.add_row(
                Text(f"{side.label}{denied}"), Text(f"{side.count:,}"), Text(_who(side)), example
            )
        table.add_section()
    return table


def _who(side: Side) -> str:
    """The most frequent framers of a side, each with its count where there are several."""
    names = _names(one.framer for one in side.sayings)
    if len(side.sayings) == 1:
        return names[side.sayings[0].framer]
    parts = [f"{names[one.framer]} {one.count:,}" for one in side.sayings[:_SHOWN_FRAMERS]]
    more = len(side.sayings) - len(parts)
    return ", ".join(parts) + (f" and {more:,} more" if more else "")


def _names(framers: Iterable[Framer]) -> dict[Framer, str]:
    """What to call each framer; those of one name are told apart by their types."""
    several = tuple(framers)
    times = Counter(framer.name for framer in several)
    named = {}
    for framer in several:
        name = "(not named)" if framer.name is None else plain(framer.name)
        kind = f" ({framer.type})" if times[framer.name] > 1 and framer.type else ""
        named[framer] = shortened(name, _LONGEST_NAME - len(kind)) + kind
    return named


def _fitting(matrix: Matrix, rows: Sequence[Row], names: Sequence[str], width: int) -> int:
    """How many labels have room for a column, one at least."""
    everything = [_cell(row.count) for row in rows]
    room = width - 1 - min(_wide("framer", names), _NAME_WIDTH + _EDGE) - _wide("all", everything)
    widths = [
        _wide(_heading(one.label), [_cell(row.by_label.get(one.label, Count())) for row in rows])
        for one in matrix.labels
    ]
    if sum(widths) <= room:
        return len(widths)
    for fitting in range(len(widths) - 1, 1, -1):
        rest = matrix.labels[fitting:]
        last = _wide(_rest_title(rest), [_cell(_rest(row, rest)) for row in rows])
        if sum(widths[:fitting]) + last <= room:
            return fitting
    return 1


def _heading(label: str) -> str:
    """The label, on two lines where that is narrower: more columns have room."""
    cuts = [place for place, letter in enumerate(label, 1) if letter == "_"]
    if not cuts:
        return label
    cut = min(cuts, key=lambda place: max(place, len(label) - place))
    return f"{label[:cut]}\n{label[cut:]}"


def _wide(title: str, cells: Iterable[str]) -> int:
    return max(cell_len(line) for words in (title, *cells) for line in words.split("\n")) + _EDGE


def _rest(row: Row, labels: Iterable[LabelCount]) -> Count:
    return reduce(added, (row.by_label.get(one.label, Count()) for one in labels), Count())


def _rest_title(labels: Sequence[LabelCount]) -> str:
    return f"{len(labels):,} more"


def _cell(count: Count) -> str:
    """Framings, and how many of them deny: "3", "3 (1 denied)", "1 denied"."""
    if not count.denied:
        return f"{count.total:,}" if count.total else ""
    return (
        f"{count.total:,} ({count.denied:,} denied)"
        if count.asserted
        else f"{count.denied:,} denied"
    )


def _note(words: str) -> Text:
    return Text(words, style="dim")

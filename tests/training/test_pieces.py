from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from claims.clean import as_given
from claims.spans import Span
from training.pieces import CORE, cores, encode

TOKENIZER = Tokenizer(WordLevel({"[UNK]": 0, "[SEP]": 1, "end": 2}, unk_token="[UNK]"))  # noqa: S106 - no password
TOKENIZER.normalizer = BertNormalizer(lowercase=True)
TOKENIZER.pre_tokenizer = BertPreTokenizer()
SEPARATOR = 1


def read(text):
    spans = [Span(p.start, p.end) for p in as_given(text).paragraphs]
    return encode(text, spans, TOKENIZER, SEPARATOR)


def test_pieces_stand_at_their_places_and_paragraphs_apart():
    text = "Ünïted “talks”\n\nEnd\u00a0now 🌉."
    pieces = read(text)
    words = [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)]
    assert words == ["Ünïted", "“", "talks", "”", "", "End", "now", "🌉", "."]
    assert pieces.ids[4] == SEPARATOR
    assert pieces.ids[5] == TOKENIZER.token_to_id("end")
    assert list(pieces.paragraph) == [0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert list(pieces.capital) == [1, 0, 0, 0, 1, 1, 0, 0, 0]


def test_nothing_gives_nothing():
    assert len(read(" \n ")) == 0


@given(st.text(max_size=300))
def test_places_are_ordered_and_inside(text):
    pieces = read(text)
    assert (pieces.starts <= pieces.ends).all()
    assert (pieces.starts[1:] >= pieces.starts[:-1]).all()
    assert len(pieces) == 0 or int(pieces.ends.max()) <= len(text)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=12))
def test_cores_cover_every_piece_once(sizes):
    text = "\n\n".join("a " * size for size in sizes)
    pieces = read(text)
    covered = [piece for core in cores(pieces) for piece in core]
    assert covered == list(range(len(pieces)))
    assert all(0 < len(core) <= CORE for core in cores(pieces))

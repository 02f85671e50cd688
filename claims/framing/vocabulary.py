"""The vocabulary of frames: which words characterize something as what.

The built-in one is `vocabulary.yaml` beside this module; any file of its form can take its place.
A file is checked in full on load, and its first fault is reported with its line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from claims.errors import VocabularyError
from claims.framing.terms import Matcher, Term, spellings, words

if TYPE_CHECKING:
    from claims.framing.nearest import Neighbours

OTHER = "other"
"""The label, and the family, of a framing in words that the vocabulary does not have."""

BUILT_IN = Path(__file__).with_name("vocabulary.yaml")

_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_STRING = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Label:
    """One way to characterize something."""

    name: str
    family: str
    definition: str
    example: str
    rivals: tuple[str, ...]
    """The labels that others would put on the same thing."""
    terms: tuple[str, ...]
    applied_only: bool
    """Its terms are taken as a framing only where somebody applies them to something."""


@dataclass(frozen=True)
class Vocabulary:
    """A checked vocabulary."""

    version: str
    digest: str
    """Hex SHA-256 of the file's bytes."""
    content: bytes = field(repr=False)
    """The file's bytes, from which other processes make the same vocabulary."""
    families: Mapping[str, str]
    """Each family's definition."""
    labels: Mapping[str, Label]
    terms: tuple[Term, ...]

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the terms in a parsed text."""
        return Matcher(self.terms)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Tells the label nearest to a phrase."""
        from claims.framing.nearest import Neighbours

        return Neighbours((label.name, label.terms) for label in self.labels.values())

    def family(self, label: str) -> str:
        """The family of a label; `other` for `other`."""
        return OTHER if label == OTHER else self.labels[label].family


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """The vocabulary in a file, or the built-in one.

    Raises VocabularyError, with the file and line, for a file that is not a valid vocabulary.
    """
    return _built_in() if path is None else _loaded(path)


def parse_vocabulary(content: bytes, path: Path) -> Vocabulary:
    """The vocabulary in a file's bytes; `path` is what a VocabularyError names."""
    return _Reader(path).vocabulary(content)


@cache
def _built_in() -> Vocabulary:
    return _loaded(BUILT_IN)


def _loaded(path: Path) -> Vocabulary:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise VocabularyError(
            f"{path} cannot be read ({error.strerror}); name an existing vocabulary file"
        ) from error
    return parse_vocabulary(content, path)


class _Reader:
    """Reads one file; keeps where labels and terms were first seen, to report doubles."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._labels: dict[str, Label] = {}
        self._label_nodes: dict[str, Node] = {}
        self._rivals: list[tuple[str, Node]] = []
        self._spellings: dict[tuple[str, ...], tuple[str, str, Node]] = {}
        self._terms: list[Term] = []

    def vocabulary(self, content: bytes) -> Vocabulary:
        top = self._fields(
            self._root(content),
            "the vocabulary",
            needed=("version", "families"),
            optional=("not_after",),
        )
        version = self._text(top["version"], "the version")
        if not _VERSION.fullmatch(version):
            self._fail(
                top["version"],
                f"version {version!r} is not of the form 1.2.3",
                "write three numbers",
            )
        everywhere = self._runs(top.get("not_after"), "'not_after'")
        families = {}
        for name, node, key in self._entries(top["families"], "'families'"):
            self._name(name, key, "family")
            families[name] = self._family(name, node, everywhere)
        for rival, node in self._rivals:
            if rival not in self._labels:
                self._fail(node, f"rival {rival!r} is not a label", "name a label of this file")
        return Vocabulary(
            version=version,
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
            families=families,
            labels=self._labels,
            terms=tuple(self._terms),
        )

    def _family(self, family: str, node: Node, everywhere: tuple[tuple[str, ...], ...]) -> str:
        fields = self._fields(node, f"family {family!r}", needed=("definition", "labels"))
        for name, entry, key in self._entries(fields["labels"], f"the labels of {family!r}"):
            self._name(name, key, "label")
            if name in self._label_nodes:
                first = _line(self._label_nodes[name])
                self._fail(
                    key,
                    f"label {name!r} stands already at line {first}",
                    "merge the two or rename one",
                )
            self._label_nodes[name] = key
            self._labels[name] = self._label(name, family, entry, everywhere)
        return self._text(fields["definition"], f"the definition of {family!r}")

    def _label(
        self, name: str, family: str, node: Node, everywhere: tuple[tuple[str, ...], ...]
    ) -> Label:
        what = f"label {name!r}"
        fields = self._fields(
            node,
            what,
            needed=("definition", "example", "terms"),
            optional=("rivals", "not_after", "not_before", "applied_only"),
        )
        rivals = list(self._texts(fields.get("rivals"), f"the rivals of {name!r}"))
        self._rivals.extend(rivals)
        after = everywhere + self._runs(fields.get("not_after"), f"'not_after' of {name!r}")
        before = self._runs(fields.get("not_before"), f"'not_before' of {name!r}")
        terms = []
        for text, place in self._texts(fields["terms"], f"the terms of {name!r}"):
            self._claim_spellings(text, name, place)
            terms.append(text)
            self._terms.append(Term(text, name, family, after, before))
        if not terms:
            self._fail(fields["terms"], f"{what} has no terms", "list at least one")
        return Label(
            name=name,
            family=family,
            definition=self._text(fields["definition"], f"the definition of {name!r}"),
            example=self._text(fields["example"], f"the example of {name!r}"),
            rivals=tuple(rival for rival, _ in rivals),
            terms=tuple(terms),
            applied_only=self._flag(fields.get("applied_only"), f"'applied_only' of {name!r}"),
        )

    def _claim_spellings(self, term: str, label: str, node: Node) -> None:
        if not words(term):
            self._fail(node, f"term {term!r} of {label!r} has no word", "write it out")
        for spelling in sorted(spellings(term)):
            other = self._spellings.setdefault(spelling, (term, label, node))
            if other[2] is not node:
                first, owner, place = other
                self._fail(
                    node,
                    f"term {term!r} of {label!r} is found already by {first!r} of {owner!r} at "
                    f"line {_line(place)}",
                    "keep one of them",
                )

    # -------------------------------------------------------------- nodes

    def _root(self, content: bytes) -> Node:
        try:
            root = yaml.compose(content.decode(), Loader=yaml.SafeLoader)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise VocabularyError(f"{self.path}:{line}: not UTF-8; save it as UTF-8") from error
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            problem = getattr(error, "problem", None) or "it cannot be parsed"
            raise VocabularyError(
                f"{self.path}:{line}: not valid YAML ({problem}); mend the line's syntax"
            ) from error
        if root is None:
            raise VocabularyError(f"{self.path}:1: the file is empty; give version and families")
        return root

    def _fail(self, node: Node, what: str, mend: str) -> NoReturn:
        raise VocabularyError(f"{self.path}:{_line(node)}: {what}; {mend}")

    def _entries(self, node: Node, what: str) -> Iterator[tuple[str, Node, Node]]:
        if not isinstance(node, MappingNode):
            self._fail(node, f"{what} is not a mapping", "write names with their values")
        for key, value in node.value:
            yield self._text(key, f"a name in {what}"), value, key

    def _fields(
        self, node: Node, what: str, *, needed: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Node]:
        found: dict[str, Node] = {}
        known = [*needed, *optional]
        for name, value, key in self._entries(node, what):
            if name not in known:
                self._fail(
                    key, f"{what} has an unknown key {name!r}", f"use one of {', '.join(known)}"
                )
            if name in found:
                self._fail(key, f"{what} has {name!r} twice", "keep one of them")
            found[name] = value
        for name in needed:
            if name not in found:
                self._fail(node, f"{what} has no {name}", "add it")
        return found

    def _text(self, node: Node, what: str) -> str:
        if not isinstance(node, ScalarNode) or node.tag != _STRING:
            self._fail(node, f"{what} is not text", "write words, in quotation marks if need be")
        text = str(node.value).strip()
        if not text:
            self._fail(node, f"{what} is empty", "write it")
        return text

    def _texts(self, node: Node | None, what: str) -> Iterator[tuple[str, Node]]:
        if node is None:
            return
        if not isinstance(node, SequenceNode):
            self._fail(node, f"{what} are not a list", "write them as [one, two]")
        for item in node.value:
            yield self._text(item, f"an entry in {what}"), item

    def _runs(self, node: Node | None, what: str) -> tuple[tuple[str, ...], ...]:
        return tuple(words(text) for text, _ in self._texts(node, what) if words(text))

    def _flag(self, node: Node | None, what: str) -> bool:
        if node is None:
            return False
        if not isinstance(node, ScalarNode) or node.value not in ("true", "false"):
            self._fail(node, f"{what} is neither true nor false", "write one of them")
        return bool(node.value == "true")

    def _name(self, name: str, node: Node, what: str) -> None:
        if name == OTHER or not _SNAKE_CASE.fullmatch(name):
            self._fail(
                node,
                f"{what} {name!r} is not a snake case name"
                if name != OTHER
                else f"{what} {name!r} is taken by framings that fit no label",
                "use lower case words joined by underscores, other than 'other'",
            )


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1

"""How a release came to be, as a reader of RDF finds it in `croissant.json`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import PROV, RDF, SDO, Graph, Namespace, URIRef

from claims.ids import file_sha256
from claims.release import write
from claims.release.manifest import Manifest, Options
from tests.examples import example, in_splits
from tests.release.made import MADE_BY

DATASET = SDO.Dataset
WITH_SPEAKERS = replace(
    MADE_BY,
    speakers_sha256="cd" * 32,
    models_sha256="ef" * 32,
    options=Options("80/10/10", {"text": "body"}),
)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.0.0, and 1.1.0 with more rows, made from other files."""
    out = tmp_path_factory.mktemp("releases")
    write(example(), out, provenance=MADE_BY)
    write(in_splits(), out, provenance=WITH_SPEAKERS)
    return out


def graph(folder: Path) -> tuple[Graph, URIRef]:
    """The triples of the file, and the dataset in them."""
    base = "https://example.org/release/"
    made = Graph().parse(folder / "croissant.json", format="json-ld", publicID=base)
    return made, made.value(predicate=RDF.type, object=DATASET, any=False)


def test_a_build_by_software_used_inputs_models_and_vocabulary(releases: Path) -> None:
    manifest = Manifest.of(releases / "1.1.0")
    found, dataset = graph(releases / "1.1.0")
    build = found.value(dataset, PROV.wasGeneratedBy, any=False)
    assert (build, RDF.type, PROV.Activity) in found
    assert "80/10/10" in str(found.value(build, SDO.description))
    software = found.value(build, PROV.wasAssociatedWith, any=False)
    assert (software, RDF.type, PROV.SoftwareAgent) in found
    said = {str(one) for one in found.objects(software, SDO.softwareRequirements)}
    assert said == {f"{n} {v}" for n, v in manifest.libraries.items() if n != "news-claims"}
    used = {
        str(found.value(one, SDO.name)): str(found.value(one, SDO.sha256))
        for one in found.objects(build, PROV.used)
    }
    assert used == {
        "4 inputs": manifest.inputs.sha256,
        "en_core_web_sm 3.8.0": "None",
        "models of news-claims 1.0.0": "ef" * 32,
        "vocabulary of frames 1.0.0": "ab" * 32,
        "file of speakers": "cd" * 32,
    }


def test_it_revises_the_release_before_it(releases: Path) -> None:
    found, dataset = graph(releases / "1.1.0")
    parent = found.value(dataset, PROV.wasRevisionOf, any=False)
    before = releases / "1.0.0"
    assert str(found.value(parent, SDO.version)) == "1.0.0"
    assert str(found.value(parent, SDO.sha256)) == file_sha256(before / "release.json")
    own = graph(before)
    assert found.value(parent, SDO.identifier) == own[0].value(own[1], SDO.identifier)
    assert own[0].value(own[1], PROV.wasRevisionOf) is None


def test_only_terms_of_prov_o_are_used_and_no_time(releases: Path) -> None:
    found, _ = graph(releases / "1.1.0")
    space = Namespace(str(PROV))
    used = {str(p) for p in found.predicates() if p in space}
    used |= {str(kind) for kind in found.objects(predicate=RDF.type) if kind in space}
    assert used == {
        str(PROV[name])
        for name in (
            "Activity", "Collection", "Entity", "SoftwareAgent", "used", "wasAssociatedWith",
            "wasGeneratedBy", "wasRevisionOf",
        )
    }  # fmt: skip

"""A vocabulary in SKOS (W3C, 2009): Turtle, JSON-LD or RDF/XML, ours or another tool's.

Files are not trusted: nothing is fetched, no entity is expanded, and a file that asks for either is refused.
"""

from __future__ import annotations

import io
import json
import logging
import re
import warnings
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from kb.ingest.vocabulary import VocabularyError
from kb.ingest.vocabulary_rows import (
    ALTERNATIVE,
    HIDDEN,
    MOST_THEMES,
    PREFERRED,
    LabelRow,
    ThemeRow,
    VocabularyFile,
    clean_description,
    clean_text,
    is_slug,
    make_slug_of,
    settle_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rdflib import Graph
    from rdflib.term import Node

LANGUAGE_OF = {
    "nb": "nb",
    "no": "nb",
    "nob": "nb",
    "nor": "nb",
    "": "nb",
    "nn": "nn",
    "nno": "nn",
    "en": "en",
    "eng": "en",
}
_DEEPEST = 40
_MOST_TRIPLES = 200_000
# Literals of these kinds are documents of their own, which reading would open.
_DOCUMENTS = re.compile(r"XMLLiteral|rdf-syntax-ns#HTML|rdf:HTML", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_turtle(data: bytes) -> VocabularyFile:
    """The concepts of a Turtle file. Raises VocabularyError."""
    text = _decode(data)
    if re.search(r"[(\[]\s*" * _DEEPEST, text):
        raise VocabularyError("The file nests too deeply.")
    return _read_graph(_parse(text, "turtle"))


def read_json_ld(data: bytes) -> VocabularyFile:
    """The concepts of a JSON-LD file whose context stands in it. Raises VocabularyError."""
    text = _decode(data)
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise VocabularyError("The file is not JSON, or nests too deeply.") from error
    _refuse_remote(tree, 0)
    return _read_graph(_parse(text, "json-ld"))


def read_rdf_xml(data: bytes) -> VocabularyFile:
    """The concepts of an RDF/XML file without document type. Raises VocabularyError."""
    text = _decode(data)
    if _DOCTYPE.search(text):
        raise VocabularyError(
            "RDF/XML with a document type (DOCTYPE) is not read. Save the vocabulary as Turtle."
        )
    # What the declaration says of the encoding is no longer true.
    return _read_graph(_parse(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), "xml"))


def _parse(text: str, syntax: str) -> Graph:
    from rdflib import Graph

    if _DOCUMENTS.search(text):
        raise VocabularyError("The file holds documents inside its texts (XMLLiteral), which are not read.")
    graph = Graph(bind_namespaces="none")
    # What it thinks of addresses and dates is of no use here.
    log = logging.getLogger("rdflib")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            # The reader of JSON-LD makes use of what its own library calls old.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph.parse(io.BytesIO(text.encode()), format=syntax, publicID="urn:x-vocabulary:")
    except RecursionError as error:
        raise VocabularyError("The file nests too deeply.") from error
    except Exception as error:
        # The parsers raise whatever they happen upon.
        said = " ".join(str(error).split())[:200]
        raise VocabularyError(f"The file cannot be read as {syntax}: {said}") from error
    finally:
        log.setLevel(level)
    if len(graph) > _MOST_TRIPLES:
        raise VocabularyError(f"The file makes {len(graph)} statements; at most {_MOST_TRIPLES} can be read.")
    return graph


def _refuse_remote(tree: Any, depth: int) -> None:
    """Raises VocabularyError where a context lies elsewhere: reading it would fetch it."""
    if depth > _DEEPEST:
        raise VocabularyError("The file nests too deeply.")
    if isinstance(tree, dict):
        for key, value in tree.items():
            contexts = value if isinstance(value, list) else [value]
            if key == "@import" or (key == "@context" and any(isinstance(each, str) for each in contexts)):
                raise VocabularyError(
                    "The file needs a context from elsewhere, which is not fetched. Save it as Turtle."
                )
            _refuse_remote(value, depth + 1)
    elif isinstance(tree, list):
        for value in tree:
            _refuse_remote(value, depth + 1)


def _read_graph(graph: Graph) -> VocabularyFile:
    from rdflib.namespace import RDF, SKOS

    of = {
        name: SKOS[name]
        for name in ("prefLabel", "altLabel", "hiddenLabel", "broader", "narrower", "related")
    }
    concepts = set(graph.subjects(RDF.type, SKOS.Concept)) | set(graph.subjects(of["prefLabel"], None))
    concepts -= set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    if len(concepts) > MOST_THEMES:
        raise VocabularyError(f"The file holds {len(concepts)} themes; at most {MOST_THEMES} can be read.")
    notices: list[str] = []
    ordered = sorted(concepts, key=str)
    slugs = _name_concepts(graph, ordered)
    above: dict[Node, list[str]] = defaultdict(list)
    beside: dict[Node, set[str]] = defaultdict(set)
    for concept in ordered:
        for other in sorted(graph.objects(concept, of["broader"]), key=str):
            above[concept].append(slugs.get(other, str(other)))
        for other in graph.objects(concept, of["narrower"]):
            if other in slugs and slugs[concept] not in above[other]:
                above[other].append(slugs[concept])
        for other in graph.objects(concept, of["related"]):
            beside[concept].add(slugs.get(other, str(other)))
            if other in slugs:
                beside[other].add(slugs[concept])
    rows = []
    for concept in ordered:
        places = above[concept]
        if len(places) > 1:
            notices.append(f"{slugs[concept]} stands under several themes; kept is {places[0]}.")
        labels = _read_labels(graph, concept, slugs[concept], notices)
        rows.append(
            ThemeRow(
                slugs[concept],
                _read_name(graph, concept, labels) or slugs[concept],
                _read_description(graph, concept, slugs[concept], notices),
                places[0] if places else "",
                tuple(sorted(beside[concept])),
                tuple(labels),
            )
        )
    return VocabularyFile(settle_rows(rows, notices), notices=tuple(notices))


def _name_concepts(graph: Graph, concepts: Iterable[Node]) -> dict[Node, str]:
    """Each concept's slug: its notation, the end of its address, or made of its name; each once."""
    from rdflib.namespace import SKOS

    slugs: dict[Node, str] = {}
    taken: set[str] = set()
    ways: tuple[Callable[[Node], Iterable[str]], ...] = (
        lambda concept: sorted(str(each) for each in graph.objects(concept, SKOS.notation)),
        lambda concept: [_end_of(str(concept))],
        lambda concept: [
            make_slug_of(text) for text in sorted(map(str, graph.objects(concept, SKOS.prefLabel)))
        ],
    )
    for way in ways:
        for concept in concepts:
            if concept not in slugs:
                found = next((slug for slug in way(concept) if is_slug(slug) and slug not in taken), "")
                if found:
                    slugs[concept] = found
                    taken.add(found)
    for number, concept in enumerate(concepts, start=1):
        if concept not in slugs:
            slugs[concept] = f"theme-{number}"
            while slugs[concept] in taken:
                slugs[concept] += "-x"
            taken.add(slugs[concept])
    return slugs


def _end_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    end = parts.fragment or parts.path.rstrip("/").rpartition("/")[2]
    # Numbers and other keys tell nobody anything.
    slug = make_slug_of(unquote(end))
    return slug if slug and not re.fullmatch(r"[a-z]?[\d-]+|[0-9a-f-]{16,}", slug) else ""


def _read_name(graph: Graph, concept: Node, labels: list[LabelRow]) -> str:
    from rdflib.namespace import RDFS, SKOS

    own = sorted(
        str(each) for each in graph.objects(concept, RDFS.label) if getattr(each, "language", None) is None
    )
    plain = sorted(
        str(each)
        for each in graph.objects(concept, SKOS.prefLabel)
        if getattr(each, "language", None) is None
    )
    preferred = {label.language: label.text for label in reversed(labels) if label.kind == PREFERRED}
    told = [*own, *plain, *(preferred[language] for language in ("nb", "nn", "en") if language in preferred)]
    return next((clean_text(text) for text in told if clean_text(text)), "")


def _read_labels(graph: Graph, concept: Node, slug: str, notices: list[str]) -> list[LabelRow]:
    from rdflib.namespace import SKOS

    labels, lost = [], 0
    for predicate, kind in (
        (SKOS.prefLabel, PREFERRED),
        (SKOS.altLabel, ALTERNATIVE),
        (SKOS.hiddenLabel, HIDDEN),
    ):
        for text in sorted(graph.objects(concept, predicate), key=str):
            language = _language_of(text)
            if language is None:
                lost += 1
            else:
                labels.append(LabelRow(language, kind, clean_text(str(text))))
    if lost:
        notices.append(f"{slug}: {lost} labels in other languages than nb, nn and en are left out.")
    return labels


def _read_description(graph: Graph, concept: Node, slug: str, notices: list[str]) -> str:
    """The definition, else the scope note or description, in the first language there is of nb, nn and en."""
    from rdflib.namespace import DCTERMS, SKOS

    texts: dict[str, str] = {}
    for predicate in (SKOS.definition, SKOS.scopeNote, DCTERMS.description):
        for text in sorted(graph.objects(concept, predicate), key=str):
            language = _language_of(text)
            if language is not None:
                texts.setdefault(language, clean_description(str(text)))
        if texts:
            break
    if len(texts) > 1:
        notices.append(f"{slug}: of its descriptions in several languages one is kept.")
    return next((texts[language] for language in ("nb", "nn", "en") if language in texts), "")


def _language_of(text: Any) -> str | None:
    tag = (getattr(text, "language", None) or "").casefold()
    return LANGUAGE_OF.get(tag.partition("-")[0])


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError("The file is not text in UTF-8.") from error
    if "\x00" in text:
        raise VocabularyError("The file is no text.")
    return text

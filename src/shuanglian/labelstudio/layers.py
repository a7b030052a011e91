"""What a layer's project asks: its region labels, the values of regions and of the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from shuanglian.annotations.model import LayerName
from shuanglian.schema import Attribute, Schema

WORDS = "words"
"""The text of a segmentation, as a person types it: 科技/创新/[长三角/国家/技术]NAME/。"""

NOTE = "note"
"""What an annotator remarks on a sentence, in any layer; an adjudicator's reason."""


@dataclass(frozen=True)
class Label:
    """A label of regions, as a button with a caption, a hint and a key."""

    name: str
    caption: str
    hint: str
    key: str
    color: str


@dataclass(frozen=True)
class Layer:
    """One layer of annotation. `links` says from which label to which a relation may lead."""

    name: LayerName
    labels: tuple[Label, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = (NOTE,)

    @property
    def choices(self) -> frozenset[str]:
        """The attributes that are asked for as a choice, not as a text."""
        return frozenset(attribute.name for attribute in self.attributes if attribute.values)

    def attribute(self, name: str, label: str) -> Attribute | None:
        return next((a for a in self.attributes if a.name == name and a.span == label), None)


def layer(schema: Schema, name: LayerName) -> Layer:
    """Derive a layer from the schema."""
    match name:
        case "words":
            return Layer(name, texts=(WORDS, NOTE))
        case "entities":
            labels = tuple(Label(e.name, f"{e.name} {e.zh}", e.en, e.key, e.color) for e in schema.entities)
            return Layer(name, labels)
        case "facts":
            labels = tuple(Label(s.name, f"{s.zh} {s.name}", s.en, s.key, s.color) for s in schema.spans)
            links = tuple(("quantity", slot) for slot in schema.slots)
            return Layer(name, labels, schema.attributes, links)

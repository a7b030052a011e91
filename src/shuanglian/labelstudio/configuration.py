"""The labelling configuration of a layer, generated from the schema.

Captions are Chinese with the schema's name, keys work without the mouse, the sentence stands
above its paragraph's article, and selections are by character: by word, Label Studio silently
widens a Chinese selection.
"""

from __future__ import annotations

from xml.etree import ElementTree as xml

from shuanglian.labelstudio.layers import WORDS, Layer
from shuanglian.labelstudio.results import LABELS, TEXT
from shuanglian.schema import Attribute

_HEADERS = {
    "words": "分词 Words — 用 / 分开词，用 [ ] 括起词组并写类型",
    "entities": "命名实体 Entities — 可以嵌套，不可交叉",
    "facts": "数值事实 Numeric facts — 先标数量，再连到它的各个槽",
}
_SENTENCE_STYLE = "font-size: 22px; line-height: 2; padding: 8px 0"
_CONTEXT_STYLE = "max-height: 240px; overflow: auto; color: #666; border-top: 1px solid #ccc; padding-top: 8px"


def labelling_configuration(layer: Layer) -> str:
    """Return the XML that a Label Studio project of this layer is made with."""
    view = xml.Element("View")
    xml.SubElement(view, "Header", value=_HEADERS[layer.name], size="4")
    if layer.labels:
        _add_labels(view, layer)
    sentence = xml.SubElement(view, "View", style=_SENTENCE_STYLE)
    xml.SubElement(sentence, "Text", name=TEXT, value="$text", granularity="symbol")
    for name in layer.texts:
        required = "true" if name == WORDS else "false"
        xml.SubElement(
            view, "TextArea", name=name, toName=TEXT, rows="4", editable="true", maxSubmissions="1", required=required
        )
    for attribute in layer.attributes:
        _add_attribute(view, attribute)
    if layer.links:
        xml.SubElement(view, "Relations")
    context = xml.SubElement(view, "View", style=_CONTEXT_STYLE)
    xml.SubElement(context, "Header", value="$heading", size="5")
    xml.SubElement(context, "Text", name="context", value="$context")
    xml.indent(view)
    return xml.tostring(view, encoding="unicode")


def _add_labels(view: xml.Element, layer: Layer) -> None:
    labels = xml.SubElement(view, "Labels", name=LABELS, toName=TEXT, showInline="true")
    for label in layer.labels:
        xml.SubElement(labels, "Label", value=label.name, html=label.caption, hotkey=label.key, background=label.color)


def _add_attribute(view: xml.Element, attribute: Attribute) -> None:
    """Ask for a value only while a region of its label is selected."""
    shown = {
        "perRegion": "true",
        "visibleWhen": "region-selected",
        "whenTagName": LABELS,
        "whenLabelValue": attribute.span,
    }
    box = xml.SubElement(view, "View", visibleWhen="region-selected", whenTagName=LABELS, whenLabelValue=attribute.span)
    xml.SubElement(box, "Header", value=f"{attribute.zh} {attribute.en}", size="6")
    required = "true" if attribute.required else "false"
    if attribute.values:
        common = {"name": attribute.name, "toName": TEXT, "choice": "single-radio", "showInline": "true"}
        choices = xml.SubElement(box, "Choices", {**common, **shown, "required": required})
        for value, caption in attribute.values.items():
            xml.SubElement(choices, "Choice", value=value, html=f"{caption} {value}")
    else:
        common = {"name": attribute.name, "toName": TEXT, "maxSubmissions": "1", "editable": "true"}
        xml.SubElement(box, "TextArea", {**common, **shown, "required": required})

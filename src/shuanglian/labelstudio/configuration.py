"""The labelling configuration of a layer, generated from the schema.

What a person sees, from top to bottom: what to do, in Chinese and English; the labels, each with
its key; the sentence; its article up to the next paragraph, scrolled to its end; the values of the
selected region; a note.
Selections are by character: by word, Label Studio silently widens a Chinese selection. Choices
have the keys that Label Studio gives them, and shows; a value that a sentence mostly has is said
to be the one meant where none is chosen, because a preselected choice would be stored without
its region.
"""

from __future__ import annotations

from xml.etree import ElementTree as xml

from shuanglian.labelstudio.layers import NOTE, WORDS, Layer
from shuanglian.labelstudio.results import LABELS, TEXT
from shuanglian.schema import Attribute

_TITLES = {"words": "分词 Words", "entities": "命名实体 Entities", "facts": "数值事实 Numeric facts"}
_HELP = {
    "words": (
        "用 / 分开词；用 [ ] 括起词组，后面写类型。",
        "Put / between words; put [ ] around a group and its type behind it.",
    ),
    "entities": (
        "按标签的键，再拖选文字。名称可以嵌套，不可交叉。",
        "Press a label's key, then drag over the text. Names may nest, but not cross.",
    ),
    "facts": (
        "按标签的键，再拖选文字。点选数量，填它的值；按 Alt+R，再点它的时间、对象等，连成关系。",
        "Press a label's key, then drag over the text. Click a quantity to fill in its values; "
        "press Alt+R and click its time, entity and so on to link them.",
    ),
}
_HELP_STYLE = "margin: 0; color: #666; font-size: 14px; font-weight: 400"
_VALUE_STYLE = "margin: 4px 0 0; font-size: 14px"
_NOTE = "备注 Note"
_STYLE = """
.shuanglian .sentence .lsf-richtext__line { font-size: 22px; line-height: 2.2; }
.shuanglian .values { display: flex; flex-wrap: wrap; gap: 4px 28px; }
.shuanglian .values .text { flex: 0 1 150px; }
.shuanglian .values .ant-form-item, .shuanglian .values .lsf-choices { margin: 0; }
.shuanglian .context { max-height: 170px; overflow: auto; margin: 8px 0; border: 1px solid #ccc; }
.shuanglian .context { display: flex; flex-direction: column-reverse; }
.shuanglian .context .lsf-richtext__line { color: #666; }
"""


def labelling_configuration(layer: Layer) -> str:
    """Return the XML that a Label Studio project of this layer is made with."""
    view = xml.Element("View", className="shuanglian")
    xml.SubElement(view, "Style").text = _STYLE
    xml.SubElement(view, "Header", value=_TITLES[layer.name], size="4", style="margin: 0")
    for line in _HELP[layer.name]:
        xml.SubElement(view, "Header", value=line, size="5", style=_HELP_STYLE)
    if layer.labels:
        _add_labels(view, layer)
    sentence = xml.SubElement(view, "View", className="sentence")
    text = {"name": TEXT, "value": "$text", "valueType": "text", "granularity": "symbol", "showLabels": "true"}
    xml.SubElement(sentence, "Text", text)
    if WORDS in layer.texts:
        _add_words(view)
    xml.SubElement(view, "Header", value="$heading", size="5", style=_HELP_STYLE)
    context = xml.SubElement(view, "View", className="context")
    xml.SubElement(context, "Text", name="context", value="$context", valueType="text", selectionEnabled="false")
    for label in layer.labels:
        _add_values(view, [attribute for attribute in layer.attributes if attribute.span == label.name])
    if layer.links:
        xml.SubElement(view, "Relations")
    if NOTE in layer.texts:
        note = {"name": NOTE, "toName": TEXT, "placeholder": _NOTE, "editable": "true", "maxSubmissions": "1"}
        xml.SubElement(view, "TextArea", note)
    xml.indent(view)
    return xml.tostring(view, encoding="unicode")


def _add_labels(view: xml.Element, layer: Layer) -> None:
    labels = xml.SubElement(view, "Labels", name=LABELS, toName=TEXT, showInline="true")
    for label in layer.labels:
        button = {"value": label.name, "html": label.caption, "hint": label.hint}
        xml.SubElement(labels, "Label", {**button, "hotkey": label.key, "background": label.color})


def _add_words(view: xml.Element) -> None:
    """Ask for the words, in a box that has the sentence in it; it is no annotation until it is submitted."""
    box = {"name": WORDS, "toName": TEXT, "value": f"${WORDS}", "rows": "4", "showSubmitButton": "false"}
    xml.SubElement(view, "TextArea", {**box, "editable": "true", "maxSubmissions": "1", "required": "true"})


def _add_values(view: xml.Element, attributes: list[Attribute]) -> None:
    """Ask for the values of a label, only while a region with it is selected."""
    if not attributes:
        return
    shown = {"visibleWhen": "region-selected", "whenTagName": LABELS, "whenLabelValue": attributes[0].span}
    values = xml.SubElement(view, "View", {"className": "values", **shown})
    for attribute in attributes:
        box = xml.SubElement(values, "View", className="choice" if attribute.values else "text")
        default = f"（默认 default: {attribute.default}）" if attribute.default else ""
        caption = f"{attribute.zh} {attribute.name}{default}"
        xml.SubElement(box, "Header", value=caption, size="5", style=_VALUE_STYLE)
        required = "true" if attribute.required else "false"
        common = {"name": attribute.name, "toName": TEXT, "perRegion": "true", **shown, "required": required}
        if attribute.values:
            choices = xml.SubElement(box, "Choices", {**common, "choice": "single-radio", "showInline": "true"})
            for value, caption in attribute.values.items():
                xml.SubElement(choices, "Choice", value=value, html=f"{caption} {value}")
        else:
            text = {"placeholder": attribute.en, "maxSubmissions": "1", "editable": "true"}
            xml.SubElement(box, "TextArea", {**common, **text})

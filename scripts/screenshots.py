"""Pictures of the three labelling pages, each with a sentence of the corpus annotated: docs/images/*.png.

    python -m scripts.screenshots

A person in headless Chromium opens them on the server of the tests, in build/label-studio.
"""

import sys
import time
from io import BytesIO
from pathlib import Path

from label_studio_sdk import LabelStudio
from PIL import Image

from scripts.chromium import find_chromium
from shuanglian.cli.annotate.common import sentences_of
from shuanglian.cli.workspace import Workspace
from shuanglian.labelstudio.client import Connection
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.server import Server, running_server
from shuanglian.labelstudio.transfer import push
from shuanglian.notation.files import read_annotations
from shuanglian.schema import load_schema
from tests.browsers import chromium_page
from tests.labelstudio.browser import Person

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COLORS = 128
SELECTED = "43.1"
ANNOTATED = {
    "words": """# 001-1.p13.s2
不久/前/，/由/[长三角/国家/技术/创新/中心]NAME/、/[全国/高校/区域/技术/转移/转化/中心/（/江苏/）]NAME/主办/的/“/\
[第二/届/长三角/国创/中心/创新/创业/大赛/总决赛]NAME/”/多/个/奖项/公布/。
""",
    "entities": """# 001-1.p13.s2
不久前，由[[长三角]LOC国家技术创新中心]ORG、[全国高校区域技术转移转化中心（[江苏]GPE）]ORG主办的“\
[第二届[[长三角]LOC国创中心]ORG创新创业大赛总决赛]EVENT”多个奖项公布。
""",
    "facts": """# 001-1.p07.s1
上半年，我国规上高技术制造业增加值同比增长9.5%，增速快于全部规上工业增加值3.1个百分点；\
3D打印设备、新能源汽车、工业机器人产品产量同比分别增长43.1%、36.2%、35.6%；\
全国共登记技术合同近41万件，成交额超过3万亿元，同比增长14.2%……
T 上半年 | time_value=2025-H1
N 3D | non_fact_kind=name
Q 43.1% | kind=percent | value=43.1 | unit=% | measured_entity=3D打印设备 | measured_property=产量 | time=上半年 | \
direction=up | basis=yoy | group=g1 | group_type=distributive
Q 36.2% | kind=percent | value=36.2 | unit=% | measured_entity=新能源汽车 | measured_property=产量 | time=上半年 | \
direction=up | basis=yoy | group=g1 | group_type=distributive
Q 近41万件 | kind=count | value=410000 | unit={件} | modifier=LESS_THAN | measured_entity=技术合同 | time=上半年
""",
}


def take(server: Server, person: Person, name: str) -> bytes:
    """Put the sentence into a project of its own, with the annotation to begin with, and take its picture."""
    schema = load_schema(ROOT / "annotation" / "schema.toml")
    asked = layer(schema, name)
    corpus = {sentence.id: sentence for sentence in sentences_of(Workspace(ROOT))}
    texts = {identity: sentence.text for identity, sentence in corpus.items()}
    [(identity, written)] = read_annotations([(name, ANNOTATED[name])], name, "inline", texts, schema).items()
    sentence = corpus[identity]
    connection = Connection(server.url, server.user("adjudicator").token)
    project = connection.project(f"{name}-{time.time_ns()}", labelling_configuration(asked))
    push(connection, project, asked, [sentence], {"model": {identity: to_regions(sentence.text, written.annotation)}})
    person.open(project, connection.task_data(project)[0][0])
    if SELECTED in sentence.text:
        person.select(sentence.text.index(SELECTED))
    picture = person.picture()
    LabelStudio(base_url=server.url, api_key=server.user("adjudicator").token).projects.delete(project.id)
    return picture


def main() -> None:
    path = find_chromium() or sys.exit("no Chromium: see scripts/chromium.py")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        running_server(ROOT / "build" / "label-studio", lambda step: print(step, file=sys.stderr)) as server,
        chromium_page(path, 1500, 1060) as page,
    ):
        person = Person(page, server, "first")
        for name in ANNOTATED:
            target = IMAGES / f"annotate-{name}.png"
            Image.open(BytesIO(take(server, person, name))).quantize(COLORS).save(target, optimize=True)
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()

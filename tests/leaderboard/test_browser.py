"""The page in headless Chromium, opened from a file: what a person does there, and that nothing leaves it."""

import json
import shutil
import time

import pytest
from playwright.sync_api import expect

from shuanglian.diagnostics import read_phenomena
from shuanglian.leaderboard.data import Gold, leaderboard_data
from shuanglian.leaderboard.page import render
from shuanglian.leaderboard.systems import read_systems
from shuanglian.schema import load_schema
from tests.browsers import chromium_or_skip, chromium_page
from tests.leaderboard import generated
from tests.leaderboard.generated import meta_of
from tests.leaderboard.systems import gold_rows, noisy, perfect, sample_data, write_system
from tests.test_seeds import ROOT

GENEROUS_SECONDS, GENEROUS_BYTES = 8, 5_000_000
HOSTILE = "</script><img src=x onerror=hacked()><b onclick=hacked()>x</b>{data}"


class Visitor:
    """Somebody at the page; whatever the console says and whatever is asked for is kept."""

    def __init__(self, page):
        self.page = page
        self.told = []
        self.asked = []
        page.on("console", lambda message: self.told.append(message.text))
        page.on("pageerror", lambda error: self.told.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, file, address=""):
        self.page.goto("about:blank")
        self.told.clear()
        self.asked.clear()
        self.address = file.as_uri()
        self.page.goto(self.address + address)

    def texts(self, selector):
        return self.page.locator(selector).all_inner_texts()

    def text(self, selector):
        return self.page.locator(selector).first.inner_text()

    def count(self, selector):
        return self.page.locator(selector).count()

    def shows(self, selector, *texts):
        """Wait until these are the texts that are shown."""
        found = self.page.locator(selector)
        expect(found).to_have_text(list(texts), use_inner_text=True) if texts else expect(found).to_have_count(0)

    def is_at(self, identity):
        expect(self.page.locator(f"#{identity}")).to_be_focused()

    def click(self, selector):
        self.page.locator(selector).first.click()

    def choose(self, name, value):
        self.page.locator(f"#choice-{name}").select_option(value)

    def assert_quiet(self):
        assert self.told == []
        assert {url.partition("#")[0] for url in self.asked} == {self.address}


@pytest.fixture(scope="module")
def browser():
    with chromium_page(chromium_or_skip(), 1280, 900, locale="en-US", color_scheme="light") as page:
        yield Visitor(page)


@pytest.fixture
def visitor(browser):
    browser.page.set_viewport_size({"width": 1280, "height": 900})
    yield browser
    browser.assert_quiet()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("leaderboard")
    schema = load_schema(ROOT / "annotation" / "schema.toml")
    path = folder / "leaderboard.html"
    path.write_text(render(sample_data(folder / "baselines", schema=schema)), "utf-8")
    return path


def first_column(visitor, table):
    return [text.split("\n")[0] for text in visitor.texts(f"#{table} tbody th")]


def test_sort_with_the_mouse_and_with_the_keyboard(visitor, file):
    visitor.open(file, "#task=segmentation")
    assert first_column(visitor, "ranking") == ["perfect", "noisy", "characters"]
    visitor.click("#ranking-f")
    assert visitor.page.locator("#ranking th[aria-sort=descending]").inner_text().strip() == "F"
    visitor.click("#ranking-f")
    assert first_column(visitor, "ranking") == ["characters", "noisy", "perfect"]
    visitor.page.locator("#ranking-system").focus()
    visitor.page.keyboard.press("Enter")
    assert first_column(visitor, "ranking") == ["characters", "noisy", "perfect"]
    visitor.page.keyboard.press("Space")
    assert first_column(visitor, "ranking") == ["perfect", "noisy", "characters"]
    visitor.is_at("ranking-system")
    assert visitor.count("#ranking th[aria-sort=descending]") == 1
    visitor.shows("#status", "Sorted by System, descending")


def test_everything_of_a_ranking_is_there(visitor, file):
    visitor.open(file, "#task=numeric_facts")
    for column in (
        "F",
        "95 % interval",
        "Precision",
        "Group",
        "Characters/s",
        "Memory, MB",
        "Licence",
        "Training data",
    ):
        assert column in [text.strip() for text in visitor.texts("#ranking thead th")]
    assert visitor.count("svg.plot circle") == 2
    assert visitor.count("#matrix tbody tr") == 2
    assert visitor.count("#breakdown-kind tbody tr") == 2
    visitor.choose("measure", "relaxed.f")
    visitor.page.wait_for_url("**measure=relaxed.f")


def test_from_a_number_of_errors_to_a_sentence_and_back(visitor, file):
    visitor.open(file, "#task=ner")
    visitor.click("#mistakes tbody tr:has-text('noisy') a >> nth=0")
    visitor.shows("#found", "1 texts, 1 errors")
    assert "error=boundary" in visitor.page.url
    visitor.click(".card a.sentence")
    visitor.is_at("sentence")
    assert "sentence=a-1.p02.s1" in visitor.page.url
    visitor.shows("#versions .card strong", "noisy", "perfect")
    assert "equal to the gold" in visitor.texts("#versions .card")[1]
    visitor.page.go_back()
    visitor.shows("#found", "1 texts, 1 errors")


@pytest.mark.parametrize(
    ("task", "choices", "shown"),
    [
        ("ner", {"error": "type"}, ["a-1.p02.s1"]),
        ("ner", {"label": "ORG", "error": "spurious"}, ["a-1.p02.s1"]),
        ("numeric_facts", {"error": "unit", "label": "money"}, ["b-1.p01.s2"]),
        ("segmentation", {"error": "joined", "label": "NAME"}, ["a-1.p02.s1"]),
        ("segmentation", {"system": "perfect"}, []),
    ],
)
def test_filters(visitor, file, task, choices, shown):
    visitor.open(file, f"#page=errors&task={task}&system=noisy")
    for name, value in choices.items():
        visitor.choose(name, value)
    visitor.shows(".card a.sentence", *shown)


def test_errors_are_those_of_the_view(visitor, file):
    visitor.open(file, "#page=errors&task=ner&system=noisy&sentence=a-1.p02.s1")
    assert "boundary 长三角 LOC → 三角 LOC" in visitor.texts("#versions .card >> nth=0 >> .chips li")
    visitor.open(file, "#page=errors&task=ner&system=noisy")
    visitor.choose("view", "outermost")
    visitor.shows("#found", "1 texts, 3 errors")
    assert "LOC" not in "".join(visitor.texts(".card"))
    visitor.open(file, "#page=errors&task=segmentation&system=perfect&view=fine")
    visitor.shows("#found", "Nothing fits.")
    visitor.choose("view", "coarse")
    visitor.shows("#found", "2 texts, 2 errors")
    assert visitor.texts(".chips li")[0] == "cut too much 长三角国家技术创新中心 NAME → 长三角/国家/技术/创新/中心"


def test_precision_and_recall_stand_in_every_part(visitor, file):
    visitor.open(file, "#task=ner")
    cells = visitor.texts("#breakdown-label tbody tr:has-text('COM') td.heat")
    assert cells == ["100.0\nP 100.0 R 100.0", "80.0\nP 66.7 R 100.0"]
    visitor.click("#breakdown-label tbody a")
    visitor.page.wait_for_url("**label=**")
    assert visitor.count("#choice-label")


def test_what_was_opened_stays_open(visitor, file):
    visitor.open(file, "#task=ner")
    summary = "#about-breakdown-document"
    assert not visitor.page.locator("#breakdown-document").is_visible()
    visitor.page.locator(summary).focus()
    visitor.page.keyboard.press("Enter")
    assert visitor.page.locator("#breakdown-document").is_visible()
    visitor.click("#theme")
    visitor.page.set_viewport_size({"width": 700, "height": 900})
    expect(visitor.page.locator("#breakdown-document")).to_be_visible()
    for _ in range(2):
        visitor.click("#theme")


def test_search_as_it_is_typed(visitor, file):
    visitor.open(file, "#page=gold")
    visitor.click("#choice-search")
    visitor.page.keyboard.type("𠮷野家")
    visitor.shows(".card a.sentence", "a-1.p02.s1")
    visitor.is_at("choice-search")


def test_offsets_are_code_points(visitor, file):
    visitor.open(file, "#page=errors&task=ner&sentence=a-1.p02.s1")
    assert "𠮷野家" in [text.removesuffix("COM").strip() for text in visitor.texts(".mention[title=company]")]


def test_gold_and_system_side_by_side(visitor, file):
    visitor.open(file, "#page=errors&task=segmentation&system=noisy")
    visitor.shows(".chips li", "cut too little 长三角/国家 NAME → 长三角国家")
    assert [text.split("(")[0].strip() for text in visitor.texts(".word.wrong")] == ["长三角", "国家", "长三角国家"]
    visitor.open(file, "#page=errors&task=numeric_facts&system=noisy")
    wrong = visitor.texts(".facts tr.wrong")
    assert ["value" in wrong[0], "300000000" in wrong[0], "unit" in wrong[1], "{元}" in wrong[1]] == [True] * 4
    assert "noisy: none" in visitor.texts(".facts thead")[1]


def test_theme_and_language(visitor, file):
    visitor.open(file)
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = visitor.page.evaluate(paper)
    visitor.click("#theme")
    visitor.click("#theme")
    assert visitor.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert visitor.page.evaluate(paper) != light
    visitor.is_at("theme")
    visitor.click("#language")
    visitor.shows("h1", "双链排行榜")
    assert visitor.page.evaluate("document.documentElement.lang") == "zh-Hans"
    visitor.open(file)
    assert visitor.page.evaluate("document.documentElement.dataset.theme") == "dark"
    visitor.click("#language")
    visitor.click("#theme")
    visitor.shows("h1", "Shuanglian leaderboard")


def test_the_skip_link_and_the_pages_by_keyboard(visitor, file):
    visitor.open(file)
    visitor.page.keyboard.press("Tab")
    visitor.is_at("skip")
    visitor.page.keyboard.press("Enter")
    visitor.is_at("main")
    visitor.page.locator("#page-gold").focus()
    visitor.page.keyboard.press("Enter")
    visitor.shows("main h2", "Gold")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["", "#task=numeric_facts", "#page=errors&task=numeric_facts", "#page=gold"])
def test_only_tables_scroll_sideways(visitor, file, width, address):
    visitor.page.set_viewport_size({"width": width, "height": 844})
    visitor.open(file, address)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_long_name_beside_facts_does_not_widen_the_page(visitor, tmp_path):
    system = {"numeric_facts": noisy("numeric_facts", gold_rows())}
    write_system(tmp_path / "baselines" / "x", system, meta_of("Numbers-Recognised-By-Rules"))
    page = tmp_path / "page.html"
    page.write_text(render(leaderboard_data(read_systems(tmp_path / "baselines", []), Gold(gold_rows()))), "utf-8")
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.open(page, "#page=errors&task=numeric_facts")
    assert visitor.count(".facts table")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("address", ["#page=x&task=y&split=z&system=none", "#page=errors&task=ner&sentence=<b>", "#%"])
def test_an_address_that_leads_nowhere(visitor, file, address):
    visitor.open(file, address)
    assert visitor.count("main h2")


def test_hostile_names_and_texts_are_only_text(visitor, tmp_path):
    rows = gold_rows()
    rows[0]["entities"] = [{"start": 0, "end": 3, "label": HOSTILE}]
    predictions = {"ner": perfect("ner", gold_rows())}
    predictions["ner"][0]["entities"] = [{"start": 0, "end": 2, "label": "__proto__"}]
    write_system(tmp_path / "baselines" / "x", predictions)
    data = leaderboard_data(read_systems(tmp_path / "baselines", []), Gold(rows))
    for name in ("name", "version", "hardware", "training_data", "licence", "key"):
        data = json.loads(json.dumps(data).replace(json.dumps(data["systems"][0][name]), json.dumps(HOSTILE)))
    for passage in data["passages"].values():
        passage["text"] = HOSTILE * 2
    page = tmp_path / "page.html"
    page.write_text(render(data), "utf-8")
    for address in ("", "#page=errors&task=ner", "#page=errors&task=ner&sentence=a-1.p01.s1", "#page=gold"):
        visitor.open(page, address)
        assert HOSTILE[:9] in visitor.page.locator("main").inner_text()
        assert visitor.count("img, [onclick], [onerror], b[onclick]") == 0
        visitor.assert_quiet()


def test_diagnostics_of_the_dataset(visitor, tmp_path):
    shutil.copytree(ROOT / "baselines" / "shuanglian-facts", tmp_path / "baselines" / "x")
    gold = Gold(ROOT / "dataset", phenomena=read_phenomena(ROOT / "annotation" / "diagnostics"))
    page = tmp_path / "page.html"
    page.write_text(render(leaderboard_data(read_systems(tmp_path / "baselines", []), gold)), "utf-8")
    visitor.open(page, "#task=diagnostics")
    expect(visitor.page.locator("#choice-split")).to_have_value("held_out")
    assert visitor.count("#breakdown-value_unit tbody tr") == len(gold.phenomena)
    visitor.click("#breakdown-relaxed tbody a:text-is('ranges')")
    expect(visitor.page.locator("#choice-document")).to_have_value("ranges")
    assert all(identity.startswith("diag-ranges.") for identity in visitor.texts(".card a.sentence"))
    visitor.click("#page-gold")
    visitor.choose("split", "tuning")
    visitor.shows("#found", "280 texts")
    visitor.choose("split", "test")
    visitor.shows("#found", "109 texts")


def test_a_thousand_sentences_and_ten_systems(visitor, tmp_path):
    rows = generated.gold_rows(1000)
    generated.write_systems(tmp_path / "baselines", rows, 10)
    page = tmp_path / "page.html"
    page.write_text(render(leaderboard_data(read_systems(tmp_path / "baselines", []), Gold(rows))), "utf-8")
    assert page.stat().st_size < GENEROUS_BYTES
    for address in ("", "#page=errors&task=ner", "#page=gold"):
        started = time.perf_counter()
        visitor.open(page, address)
        assert visitor.count("main h2")
        assert time.perf_counter() - started < GENEROUS_SECONDS
    assert visitor.count(".card") == 20
    visitor.click("#more")
    assert visitor.count(".card") == 40

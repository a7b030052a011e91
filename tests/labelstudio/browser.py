"""A person at Label Studio's labelling page: a headless Chromium with a mouse and a keyboard."""

from playwright.sync_api import Locator, Page

from shuanglian.labelstudio.client import Project
from shuanglian.labelstudio.server import Server

MARGIN = 10
DOUBLE_CLICK = 500
"""Milliseconds within which Label Studio takes two selections at one place for a double click."""

# The boxes of the first and the last character of [start, end), offsets in code points.
CHARACTER_BOXES = """([start, end]) => {
  const walker = document.createTreeWalker(document.querySelector(".lsf-htx-richtext"));
  const boxes = [], range = document.createRange();
  let offset = 0;
  for (let node; (node = walker.nextNode()); ) {
    let unit = 0;
    if (node.nodeName === "BR") offset++;
    for (const character of node.data ?? "") {
      if (offset === start || offset === end - 1) {
        range.setStart(node, unit);
        range.setEnd(node, unit + character.length);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        boxes.push({ left: left + 1, right: right - 1, middle: (top + bottom) / 2 });
      }
      unit += character.length;
      offset++;
    }
  }
  return [boxes[0], boxes.at(-1)];
}"""


class Person:
    """A user of the server, logged in, and what a hand can do on the labelling page."""

    def __init__(self, page: Page, server: Server, name: str) -> None:
        self.page = page
        self.url = server.url
        user = server.user(name)
        page.goto(f"{self.url}/user/login/")
        page.fill("input[name=email]", user.email)
        page.fill("input[name=password]", user.password)
        page.click("button[type=submit]")
        page.wait_for_url(lambda address: "/user/login" not in address)

    def open(self, project: Project, task: int) -> None:
        """Open a task, and wait until it can be worked on."""
        self.page.goto(f"{self.url}/projects/{project.id}/data?task={task}")
        self._button("submit").or_(self._button("update")).wait_for()
        self.page.wait_for_load_state("networkidle")  # the annotation itself is loaded last

    def drag(self, start: int, end: int) -> None:
        """Draw the mouse over the characters [start, end) of the sentence."""
        self.page.wait_for_timeout(DOUBLE_CLICK)
        first, last = self.page.evaluate(CHARACTER_BOXES, [start, end])
        self.page.mouse.move(first["left"], first["middle"])
        self.page.mouse.down()
        self.page.mouse.move(last["right"], last["middle"], steps=4)
        self.page.mouse.up()

    def select(self, offset: int) -> None:
        """Click on a character of the sentence: this selects its region."""
        self.press("u")  # whatever was selected is not any more
        self.click(offset)

    def click(self, offset: int) -> None:
        self.page.wait_for_timeout(DOUBLE_CLICK)
        box, _ = self.page.evaluate(CHARACTER_BOXES, [offset, offset + 1])
        self.page.mouse.click((box["left"] + box["right"]) / 2, box["middle"])

    def link(self, source: int, target: int) -> None:
        """Draw a relation from the region at one offset to that at another."""
        self.select(source)
        self.press("Alt+r")
        self.click(target)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def press_button(self, caption: str) -> None:
        """Click on what has this text: a label, a choice."""
        self.page.get_by_text(caption, exact=True).click()

    def write(self, name: str, text: str) -> None:
        """Type a text into the box of this name, and leave the box."""
        box = self.page.locator(f"[name={name}]")
        box.fill("")
        box.press_sequentially(text)
        box.press("Shift+Enter")
        self.leave_box()

    def edit_text(self, number: int, text: str) -> None:
        """Type another text in the place of one that is there, counted from the top of the page."""
        self.page.get_by_test_id("htx-textbox-content").nth(number).hover()
        self.page.get_by_test_id("htx-textbox-edit-button").nth(number).click()
        box = self.page.get_by_test_id("htx-textbox-input")
        box.fill(text)
        box.press("Shift+Enter")

    def delete_text(self, text: str) -> None:
        row = self.page.get_by_test_id("htx-textbox-view").filter(has_text=text)
        row.hover()
        row.get_by_test_id("htx-textbox-delete-button").click()

    def leave_box(self) -> None:
        self.page.evaluate("document.activeElement.blur()")

    def save(self, button: str) -> None:
        """Press the button, submit or update, and wait until the server has answered."""
        methods = {"submit": "POST", "update": "PATCH"}
        with self.page.expect_response(
            lambda answer: "/annotations" in answer.url and answer.request.method == methods[button]
        ) as answer:
            self._button(button).click()
        assert answer.value.ok

    def picture(self) -> bytes:
        """Return the labelling page as a PNG, without what is around it."""
        page, bar = self.page.locator(".shuanglian").bounding_box(), self._button("submit").bounding_box()
        top, bottom = page["y"] - MARGIN, min(page["y"] + page["height"] + MARGIN, bar["y"] - MARGIN)
        width = page["width"] + 2 * MARGIN
        return self.page.screenshot(clip={"x": page["x"] - MARGIN, "y": top, "width": width, "height": bottom - top})

    def _button(self, name: str) -> Locator:
        return self.page.get_by_test_id(f"bottombar-{name}-button")

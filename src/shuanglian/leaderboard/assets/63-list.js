(() => {
  /* A list of texts, some at a time, each with a link of its own. */
  const { el, say, state } = shuanglian;
  const AT_ONCE = 20;

  const link = (id, task) => el("a", { href: state.address({ page: "errors", task, sentence: id }), class: "sentence" }, id);

  /* items: {id, task, note, content()} */
  const card = (item) => el("li", { class: "card" }, el("header", {}, link(item.id, item.task), el("span", {}, item.note ?? "")), item.content());

  shuanglian.cardList = (items) => {
    const list = el("ul", { class: "cards" });
    const button = el("button", { type: "button", class: "plain", id: "more", click: more });
    let listed = 0;

    function more() {
      const before = listed;
      list.append(...items.slice(listed, listed + AT_ONCE).map(card));
      listed = Math.min(items.length, listed + AT_ONCE);
      button.textContent = say("more", Math.min(AT_ONCE, items.length - listed));
      button.hidden = listed >= items.length;
      if (before) list.children[before].querySelector("a").focus();
    }

    more();
    return [list, button];
  };
})();

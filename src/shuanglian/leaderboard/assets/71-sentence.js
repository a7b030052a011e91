(() => {
  /* One text, with what every system says of it. */
  const { el, say, lookup, state } = shuanglian;

  /* The split that is shown, where the text is in it. */
  function splitOf({ task, split }, id) {
    const splits = Object.keys(shuanglian.data.texts[task] ?? {});
    return [split, ...splits].find((one) => Object.hasOwn(lookup.texts(task, one), id));
  }

  function steps(ids, id) {
    const place = ids.indexOf(id);
    const step = (key, other) => (other ? el("a", { href: state.address({ sentence: other }) }, say(key)) : "");
    const back = el("a", { href: state.address({ sentence: null }), id: "back" }, say("back"));
    return el("nav", { class: "between", "aria-label": say("link") }, back, step("previous", ids[place - 1]), step("next", ids[place + 1]));
  }

  function version(passage, text, number, { system: wanted, view }) {
    const who = lookup.who(text, number).map((system) => system.name);
    if (!who.length) return "";
    const marked = lookup.who(text, number).some((system) => system.key === wanted);
    const seen = lookup.seen(text.versions[number], view);
    const said = seen.errors?.length ? shuanglian.sideBySide(passage.text, lookup.gold(text, view), seen, who.join(" · ")) : [el("p", {}, say("equals gold"))];
    return el("li", { class: "card", "aria-current": marked ? "true" : null }, el("header", {}, el("strong", {}, who.join(" · ")), who.length > 1 ? el("span", {}, say("says", who.length)) : ""), said);
  }

  function versions(passage, text, chosen) {
    const order = text.versions.map((_, number) => number);
    const first = order.filter((number) => lookup.who(text, number).some((system) => system.key === chosen.system));
    return lookup.unique([...first, ...order]).map((number) => version(passage, text, number, chosen));
  }

  shuanglian.sentencePage = (chosen) => {
    const id = chosen.sentence;
    const split = splitOf(chosen, id);
    if (!split) return [el("h2", {}, say("unknown sentence", id)), steps([], id)];
    const texts = lookup.texts(chosen.task, split);
    const passage = shuanglian.data.passages[id];
    const gold = lookup.gold(texts[id], chosen.view);
    return [
      el("h2", { id: "sentence", tabindex: -1 }, id),
      steps(Object.keys(texts), id),
      el("div", { class: "card" }, el("p", { class: "side" }, say("gold")), shuanglian.annotated(passage.text, gold), gold.facts ? shuanglian.factsListed(passage.text, gold.facts) : ""),
      el("ul", { class: "cards", id: "versions" }, versions(passage, texts[id], chosen)),
    ];
  };
})();

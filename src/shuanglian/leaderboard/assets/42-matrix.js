(() => {
  /* Who is better than whom, and how sure that is. */
  const { el, say, format, lookup } = shuanglian;
  const LEVEL = 0.05;

  function outcomes(pairs) {
    const found = new Map();
    for (const [better, worse, difference, p] of pairs) {
      found.set(`${better}\n${worse}`, { p, difference, better: true });
      found.set(`${worse}\n${better}`, { p, difference: -difference, better: false });
    }
    return (one, other) => found.get(`${one}\n${other}`);
  }

  function cell(one, other, found) {
    if (!found) return el("td", { class: "same" }, "·");
    const word = found.difference === 0 ? "=" : say(found.better ? "better" : "worse");
    const sign = found.difference === 0 ? "=" : found.better ? "▲" : "▼";
    const title = `${one} ${word} ${other}: ${format.percent(found.difference)}, p = ${found.p.toFixed(4)}`;
    const style = `number${found.p < LEVEL ? " significant" : ""}`;
    return el("td", { class: style, title }, el("span", { "aria-hidden": "true" }, `${sign} `), el("span", { class: "hidden" }, `${word} `), format.p(found.p));
  }

  shuanglian.matrix = (board, measure) => {
    const { places, pairs } = board.rankings[measure];
    const outcome = outcomes(pairs);
    const keys = places.map(([key]) => key);
    const name = (key) => lookup.system(key).name;
    const head = keys.map((key, place) => el("th", { scope: "col", class: "number", title: name(key) }, el("span", { class: "hidden" }, `${name(key)} `), place + 1));
    const rows = keys.map((key, place) =>
      el("tr", {}, el("th", { scope: "row", class: "name" }, `${place + 1} ${name(key)}`), keys.map((other) => cell(name(key), name(other), outcome(key, other)))),
    );
    const table = el("table", { id: "matrix" }, el("caption", { class: "hidden" }, say("matrix")), el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "name" }, say("system")), head)), el("tbody", {}, rows));
    return shuanglian.boxed(say("matrix"), table);
  };
})();

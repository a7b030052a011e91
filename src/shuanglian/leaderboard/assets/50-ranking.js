(() => {
  /* The page of scores: table, intervals, tests, parts, and how many errors of which kind. */
  const { el, say, called, format, lookup, state } = shuanglian;
  const NARROWEST = 320;
  const MARGIN = 20;
  const OPEN = 2; /* So many breakdowns are open, and those of headlines. */

  function rowsOf({ board, measure }) {
    const groups = new Map(board.rankings[measure].places);
    const found = new Map(board.rows.map((row) => [row.system, row]));
    return lookup.inOrder(board, measure).map((key) => ({ ...found.get(key), key, meta: lookup.system(key), group: groups.get(key) }));
  }

  const NO_FILTER = { error: null, label: null, document: null, search: null, sentence: null };

  const errorsOf = (key, kind = null) => state.address({ ...NO_FILTER, page: "errors", system: key, error: kind });

  function nameCell(row) {
    const { name, version, own } = row.meta;
    return [el("a", { href: errorsOf(row.key) }, name), own ? el("span", { class: "badge" }, say("yours")) : "", el("div", { class: "version" }, version)];
  }

  function scoreColumns(board, measure) {
    const family = lookup.family(measure);
    const value = (which, place = 0) => (row) => row.values[`${family}.${which}`][place];
    const share = (key, style) => ({ key, title: say(key), numeric: true, style, value: value(key), cell: (row) => format.percent(value(key)(row)) });
    const interval = { key: "interval", title: say("interval"), numeric: true, value: value("f", 1), cell: (row) => format.interval(value("f", 1)(row), value("f", 2)(row)) };
    return [share("f", "headline"), interval, share("precision"), share("recall")];
  }

  const otherHeadlines = (board, measure) =>
    board.measures
      .filter((name) => name !== measure)
      .map((name) => ({ key: name.replace(".", "-"), title: `${called("measure", lookup.family(name))} F`, numeric: true, value: (row) => row.values[name][0], cell: (row) => format.percent(row.values[name][0]) }));

  const amountColumn = (key, lowFirst) => ({ key, title: say(key), numeric: true, lowFirst, value: (row) => row[key], cell: (row) => format.amount(row[key]) });

  const wordColumn = (key, style = "long") => ({ key, title: say(key), style, value: (row) => row.meta[key] });

  function columns({ board, measure }) {
    return [
      { key: "system", title: say("system"), header: true, style: "name", value: (row) => row.meta.name, cell: nameCell },
      { key: "group", title: say("group"), numeric: true, lowFirst: true, value: (row) => row.group },
      ...scoreColumns(board, measure),
      ...otherHeadlines(board, measure),
      amountColumn("speed"),
      amountColumn("seconds", true),
      amountColumn("memory", true),
      wordColumn("licence", "short"),
      wordColumn("training_data"),
      wordColumn("hardware"),
    ];
  }

  function table(chosen) {
    const rows = rowsOf(chosen);
    const heads = new Set(rows.filter((row, place) => place && row.group !== rows[place - 1].group).map((row) => row.key));
    return shuanglian.sortableTable("ranking", say("ranking"), columns(chosen), rows, (row) => ({ class: heads.has(row.key) ? "new-group" : null }));
  }

  function plot({ board, measure }) {
    const width = Math.max(NARROWEST, document.getElementById("main").clientWidth - 2 * MARGIN);
    const found = new Map(board.rows.map((row) => [row.system, row.values[measure]]));
    const rows = board.rankings[measure].places.map(([key]) => ({ name: lookup.system(key).name, estimate: found.get(key) }));
    return shuanglian.intervalPlot(rows, width);
  }

  /* --- errors by kind ----------------------------------------------------------------------- */

  function counted(chosen, key) {
    const counts = {};
    for (const text of Object.values(lookup.texts(chosen.task, chosen.split))) {
      for (const [kinds] of lookup.version(text, key, chosen.view)?.errors ?? []) for (const kind of kinds.split(" ")) counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }

  function kindColumn(kind) {
    const cell = (row) => (row.counts[kind] ? el("a", { href: errorsOf(row.key, kind) }, row.counts[kind]) : "0");
    return { key: kind, title: called("error", kind), numeric: true, value: (row) => row.counts[kind] ?? 0, cell };
  }

  function mistakes(chosen) {
    const rows = lookup.inOrder(chosen.board, chosen.measure).map((key) => ({ key, meta: lookup.system(key), counts: counted(chosen, key) }));
    const kinds = Object.keys(shuanglian.captions).filter((key) => key.startsWith("error ")).map((key) => key.slice(6));
    const used = kinds.filter((kind) => rows.some((row) => row.counts[kind]));
    const name = { key: "system", title: say("system"), header: true, style: "name", value: (row) => row.meta.name };
    return shuanglian.sortableTable("mistakes", say("mistakes"), [name, ...used.map(kindColumn)], rows);
  }

  /* --- the page ------------------------------------------------------------------------------ */

  const section = (key, note, ...content) => el("section", { "aria-labelledby": `about-${key}` }, el("h2", { id: `about-${key}` }, say(key)), note ? el("p", { class: "note" }, note) : "", content);

  const unitOf = ({ board, measure }) => say(`unit ${board.rankings[measure].unit ?? "sentence"}`);

  function notes(board) {
    const told = board.rows.flatMap((row) => row.notes.map((note) => `${lookup.system(row.system).name}: ${note}`));
    return told.map((note) => el("p", { class: "note" }, note));
  }

  function signature(board) {
    return Object.entries(board.signature).map(([name, value]) => `${name}:${value}`).join(" | ");
  }

  function about({ board, task, split }) {
    const { name, version } = shuanglian.data.gold;
    const gold = `${name} (${version ? say("gold version", version) : say("gold none")})`;
    return el("p", { class: "note" }, say("about board", called("task", task), called("split", split), format.amount(board.texts), board.documents, gold));
  }

  const noteOfSplit = (split) => (split === "train" || split === "cross-validation" ? el("p", { class: "note" }, say(`${split} note`)) : "");

  shuanglian.rankingPage = (chosen) => {
    const { board } = chosen;
    if (!board?.rows.length) return [board ? about(chosen) : "", el("p", {}, say("nobody"))];
    const ranked = board.rankings[chosen.measure].places.length;
    return [
      section("ranking", say("ranking note"), about(chosen), noteOfSplit(chosen.split), table(chosen), notes(board)),
      ranked ? section("plot", null, plot(chosen)) : "",
      ranked > 1 ? section("matrix", say("matrix note", unitOf(chosen)), shuanglian.matrix(board, chosen.measure)) : "",
      section("mistakes", say("mistakes note"), mistakes(chosen)),
      section("breakdown", say("breakdown note"), board.breakdowns.map((one, place) => shuanglian.breakdown(one, board, place < OPEN || board.measures.includes(`${one.name}.f`)))),
      section("signature", null, el("p", {}, el("code", {}, signature(board)))),
    ];
  };
})();

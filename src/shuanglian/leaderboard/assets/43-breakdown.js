(() => {
  /* Scores of parts: a row a label, slot, document or phenomenon, a column a system. */
  const { el, say, called, named, documentName, format, lookup, state } = shuanglian;
  const MOST = 0.55;
  const opened = new Map(); /* What a person opened or closed stays so when the page is drawn anew. */

  /* Which filter of the error browser a part of this sort leads to. */
  const FILTERS = { document: "document", value_unit: "document", relaxed: "document", alarms: "document", label: "label", kind: "label" };

  const partName = (sort, part) => {
    if (sort === "measures") return called("measure", part);
    if (part === "-") return say("no label");
    if (documentName(part) !== part) return documentName(part);
    return named(part) === part ? part : `${part} ${named(part)}`;
  };

  function partCell(sort, row) {
    const name = partName(sort, row.part) + (row.lower ? " ▽" : "");
    if (!FILTERS[sort]) return name;
    const error = sort === "alarms" ? "spurious" : null;
    const address = state.address({ page: "errors", error, label: null, document: null, search: null, sentence: null, [FILTERS[sort]]: row.part });
    return el("a", { href: address }, name);
  }

  /* F, and precision and recall below it, or the one value that there is. */
  function scores(cell) {
    const [value, precision, recall] = cell ?? [];
    const small = precision === undefined ? "" : el("span", { class: "detail" }, `P ${format.percent(precision, 1)} R ${format.percent(recall, 1)}`);
    return [el("span", {}, format.percent(value, 1)), small];
  }

  const shareOf = (row, value) => MOST * (row.lower ? 1 - value : value) ** 2;

  function systemColumn(key, place) {
    return {
      key: `system-${place}`,
      title: lookup.system(key).name,
      numeric: true,
      style: "heat",
      value: (row) => row.cells[place]?.[0],
      cell: (row) => scores(row.cells[place]),
      attributes: (row) => (row.cells[place] ? { "--share": shareOf(row, row.cells[place][0]).toFixed(3) } : {}),
    };
  }

  function columns(breakdown, board) {
    const first = { key: "part", title: say("part"), header: true, style: "name", value: (row) => partName(breakdown.name, row.part), cell: (row) => partCell(breakdown.name, row) };
    const counted = breakdown.rows[0].texts === undefined ? ["gold count", (row) => row.gold || null] : ["texts count", (row) => row.texts];
    const count = { key: "count", title: say(counted[0]), numeric: true, value: counted[1], cell: (row) => format.amount(counted[1](row)) };
    const places = new Map(board.rows.map((row, place) => [row.system, place]));
    const order = lookup.inOrder(board, board.measures[0]);
    return [first, count, ...order.map((key) => systemColumn(key, places.get(key)))];
  }

  /* Phenomena in the order in which they are described, everything else as it comes. */
  const described = Object.keys(shuanglian.data.names);
  const inOrder = (rows) => [...rows].sort((one, other) => described.indexOf(`phenomenon ${one.part}`) - described.indexOf(`phenomenon ${other.part}`));

  shuanglian.breakdown = (breakdown, board, open) => {
    const name = called("breakdown", breakdown.name);
    const id = `breakdown-${breakdown.name.replace(/\W/g, "-")}`;
    const table = shuanglian.sortableTable(id, name, columns(breakdown, board), inOrder(breakdown.rows));
    const toggle = (event) => opened.set(id, event.target.open);
    return el("details", { open: opened.get(id) ?? open, toggle }, el("summary", { id: `about-${id}` }, name), table);
  };
})();

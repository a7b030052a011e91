(() => {
  /* Scores of parts: a row a label, slot, document or phenomenon, a column a system. */
  const { el, say, called, named, format, lookup } = shuanglian;
  const MOST = 0.55;

  const partName = (sort, part) => {
    if (sort === "measures") return called("measure", part);
    if (part === "-") return say("no label");
    return named(part) === part ? part : `${part} ${named(part)}`;
  };

  const detail = (cell) => (cell?.length === 3 ? `F ${format.percent(cell[0])}, P ${format.percent(cell[1])}, R ${format.percent(cell[2])}` : null);

  const shareOf = (row, value) => MOST * (row.lower ? 1 - value : value) ** 2;

  function systemColumn(key, place) {
    return {
      key: `system-${place}`,
      title: lookup.system(key).name,
      numeric: true,
      style: "heat",
      value: (row) => row.cells[place]?.[0],
      cell: (row) => format.percent(row.cells[place]?.[0], 1),
      attributes: (row) => (row.cells[place] ? { "--share": shareOf(row, row.cells[place][0]).toFixed(3), title: detail(row.cells[place]) } : {}),
    };
  }

  function columns(breakdown, board) {
    const first = { key: "part", title: say("part"), header: true, style: "name", value: (row) => partName(breakdown.name, row.part), cell: (row) => partName(breakdown.name, row.part) + (row.lower ? " ▽" : "") };
    const counted = breakdown.rows[0].texts === undefined ? ["gold count", (row) => row.gold || null] : ["texts count", (row) => row.texts];
    const count = { key: "count", title: say(counted[0]), numeric: true, value: counted[1], cell: (row) => format.amount(counted[1](row)) };
    const places = new Map(board.rows.map((row, place) => [row.system, place]));
    const order = lookup.inOrder(board, board.measures[0]);
    return [first, count, ...order.map((key) => systemColumn(key, places.get(key)))];
  }

  shuanglian.breakdown = (breakdown, board) => {
    const name = called("breakdown", breakdown.name);
    const id = `breakdown-${breakdown.name.replace(/\W/g, "-")}`;
    return el("section", {}, el("h3", {}, name), shuanglian.sortableTable(id, name, columns(breakdown, board), breakdown.rows));
  };
})();

(() => {
  /* Tables that scroll in their own box, and that a click or a key on a column's header sorts. */
  const { el, say } = shuanglian;
  const sortings = new Map();
  const DIRECTIONS = { 1: "ascending", "-1": "descending" };

  /* A table in a box that can be scrolled with the keyboard. */
  shuanglian.boxed = (name, table) => el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": name }, table);

  const isMissing = (value) => value === null || value === undefined || value === "";

  function compare(one, other, direction) {
    if (isMissing(one) || isMissing(other)) return isMissing(one) - isMissing(other);
    return direction * (typeof one === "number" ? one - other : String(one).localeCompare(String(other), "zh"));
  }

  function sorted(rows, columns, sorting) {
    const column = columns.find((one) => one.key === sorting?.key);
    return column ? [...rows].sort((one, other) => compare(column.value(one), column.value(other), sorting.direction)) : rows;
  }

  const styleOf = (column) => [column.numeric && "number", column.style].filter(Boolean).join(" ") || null;

  function cell(column, row) {
    const attributes = { class: styleOf(column), ...(column.attributes?.(row) ?? {}) };
    const content = column.cell ? column.cell(row) : column.value(row);
    const shown = isMissing(content) ? "–" : content instanceof Node || Array.isArray(content) ? content : String(content);
    return column.header ? el("th", { scope: "row", ...attributes }, shown) : el("td", attributes, shown);
  }

  function nextSorting(column, sorting) {
    const first = column.numeric && !column.lowFirst ? -1 : 1;
    return { key: column.key, direction: sorting?.key === column.key ? -sorting.direction : first };
  }

  /* columns: {key, title, value(row), cell?(row), numeric?, lowFirst?, header?, style?, attributes?(row)} */
  shuanglian.sortableTable = (id, name, columns, rows, rowAttributes = () => ({})) => {
    const body = el("tbody");
    const heads = columns.map((column) => head(column));

    function head(column) {
      const button = el("button", { type: "button", class: "sort", id: `${id}-${column.key}`, click: () => sortBy(column) }, column.title);
      return el("th", { scope: "col", class: styleOf(column) }, button);
    }

    function sortBy(column) {
      const sorting = nextSorting(column, sortings.get(id));
      sortings.set(id, sorting);
      draw();
      shuanglian.announce(say("sorted", column.title, say(DIRECTIONS[sorting.direction])));
    }

    function draw() {
      const sorting = sortings.get(id);
      columns.forEach((column, place) => {
        const direction = column.key === sorting?.key ? DIRECTIONS[sorting.direction] : "none";
        heads[place].setAttribute("aria-sort", direction);
      });
      const drawn = sorted(rows, columns, sorting).map((row) =>
        el("tr", sorting ? {} : rowAttributes(row), columns.map((column) => cell(column, row))),
      );
      body.replaceChildren(...drawn);
    }

    draw();
    const table = el("table", { id }, el("caption", { class: "hidden" }, name), el("thead", {}, el("tr", {}, heads)), body);
    return shuanglian.boxed(name, table);
  };
})();

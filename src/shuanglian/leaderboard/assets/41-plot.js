(() => {
  /* The plot of intervals: a dot for each value, a line for what it may be. */
  const { svg, say, format } = shuanglian;
  const ROW = 30;
  const TOP = 12;
  const AXIS = 28;
  const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25];

  function extent(rows) {
    const ends = rows.flatMap((row) => row.estimate).filter((value) => value !== null);
    const low = Math.min(...ends);
    const high = Math.max(...ends);
    const step = STEPS.find((one) => (high - low) / one <= 6) ?? 0.5;
    return { low: Math.max(0, Math.floor(low / step) * step), high: Math.min(1, Math.ceil(high / step + 1e-9) * step), step };
  }

  function ticks({ low, high, step }) {
    const number = Math.round((high - low) / step);
    return Array.from({ length: number + 1 }, (_, place) => low + place * step);
  }

  function shortened(name, width) {
    const characters = [...name];
    let room = width / 7.2;
    const fits = characters.filter((character) => (room -= character.charCodeAt(0) > 255 ? 1.9 : 1) >= 0);
    return fits.length < characters.length ? `${fits.slice(0, -1).join("")}…` : name;
  }

  function grid(scale, across, height) {
    return ticks(scale).map((value) =>
      svg(
        "g",
        { class: "axis" },
        svg("line", { class: "grid", x1: across(value), x2: across(value), y1: TOP, y2: height - AXIS }),
        svg("text", { x: across(value), y: height - 8, "text-anchor": "middle" }, format.percent(value, 0)),
      ),
    );
  }

  function drawnRow(row, place, across, left) {
    const [value, low, high] = row.estimate;
    const y = TOP + ROW * (place + 0.5);
    const says = say("plot says", row.name, format.percent(value), low === null ? say("no interval") : format.interval(low, high));
    return svg(
      "g",
      {},
      svg("title", {}, says),
      svg("text", { x: 10, y: y + 4.5 }, shortened(row.name, left - 20)),
      low === null ? null : svg("line", { class: "whisker", x1: across(low), x2: across(high), y1: y, y2: y }),
      svg("circle", { class: "dot", cx: across(value), cy: y, r: 5.5 }),
    );
  }

  /* rows: {name, estimate: [value, low, high]} */
  shuanglian.intervalPlot = (rows, width) => {
    const left = Math.min(190, width * 0.34);
    const height = TOP + ROW * rows.length + AXIS;
    const scale = extent(rows);
    const span = scale.high - scale.low || 1;
    const across = (value) => left + ((value - scale.low) / span) * (width - left - 24);
    const size = { class: "plot", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": say("plot") };
    return svg("svg", size, grid(scale, across, height), rows.map((row, place) => drawnRow(row, place, across, left)));
  };
})();

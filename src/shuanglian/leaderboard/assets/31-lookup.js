(() => {
  /* What the address asks for, in the data: anything that is not there gives way to what is. */
  const { data } = shuanglian;
  const ORDER = ["segmentation", "ner", "numeric_facts", "diagnostics", "sentences"];
  const unique = (values) => [...new Set(values)];
  const among = (wanted, values, otherwise) => (values.includes(wanted) ? wanted : (otherwise ?? values[0]));

  const rank = (task) => (ORDER.includes(task) ? ORDER.indexOf(task) : ORDER.length);

  const tasks = () => unique(data.boards.map((board) => board.task)).sort((one, other) => rank(one) - rank(other));
  const ranked = (task) => data.boards.some((board) => board.task === task && board.rows.length);
  const boardsOf = (task) => data.boards.filter((board) => board.task === task);

  /* The gold is looked through as a whole, whatever task was chosen before; of cross-validation it has none. */
  const splitsOf = (page, task) => unique((page === "gold" ? data.boards : boardsOf(task)).map((board) => board.split)).filter((split) => page !== "gold" || split !== "cross-validation");

  /* The state with every choice made. */
  function chosen(state) {
    const page = among(state.page, shuanglian.PAGES);
    const task = among(state.task, tasks(), tasks().find(ranked));
    const views = unique(boardsOf(task).map((board) => board.view));
    const splits = splitsOf(page, task);
    const view = among(state.view, views);
    const split = among(state.split, splits, among(data.first[task], splits));
    const board = data.boards.find((one) => one.task === task && one.view === view && one.split === split);
    const measure = among(state.measure, board?.measures ?? []);
    return { ...state, page, task, view, split, board, measure, views, splits };
  }

  const systemPlaces = new Map(data.systems.map((system, place) => [system.key, place]));

  /* Systems of a board, the best first; those without a value come last. */
  function inOrder(board, measure) {
    const places = (board.rankings[measure]?.places ?? []).map(([key]) => key);
    const rest = board.rows.map((row) => row.system).filter((key) => !places.includes(key));
    return [...places, ...rest];
  }

  /* A version as a view shows it. */
  const seen = (version, view) => (version?.views?.[view] ? { ...version, ...version.views[view] } : version);

  shuanglian.PAGES = ["ranking", "errors", "gold"];
  shuanglian.lookup = {
    tasks,
    chosen,
    inOrder,
    among,
    unique,
    system: (key) => data.systems[systemPlaces.get(key)],
    texts: (task, split) => data.texts[task]?.[split] ?? {},
    gold: (text, view) => seen(text.versions[0], view).is,
    /* What a system says of a text: undefined where it says nothing of this split. */
    version: (text, key, view) => seen(text.versions[text.said[systemPlaces.get(key)]], view),
    seen,
    who: (text, number) => data.systems.filter((_, place) => text.said[place] === number),
    family: (measure) => measure.slice(0, measure.lastIndexOf(".")),
  };
})();

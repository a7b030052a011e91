(() => {
  /* What is around every page: name, pages, language and theme, and what is scored. */
  const { el, say, called, lookup, choice, state } = shuanglian;
  const KEPT = { search: null, sentence: null, label: null, error: null, document: null };

  function tools() {
    const language = el("button", { type: "button", id: "language", click: () => (shuanglian.switchLanguage(), shuanglian.show()) }, say("language"));
    const theme = el("button", { type: "button", id: "theme", click: () => (shuanglian.theme.next(), shuanglian.show()) }, `${say("theme")}: ${say(`theme ${shuanglian.theme.get()}`)}`);
    return el("div", { class: "tools" }, language, theme);
  }

  function pages(chosen) {
    const link = (page) => el("a", { href: state.address({ ...KEPT, page }), "aria-current": page === chosen.page ? "page" : null, id: `page-${page}` }, say(`page ${page}`));
    return el("nav", { class: "pages", "aria-label": say("pages") }, shuanglian.PAGES.map(link));
  }

  const several = (name, value, values, caption) => (values.length > 1 ? choice(name, value, values.map((one) => [one, caption(one)])) : "");

  /* Measures concern scores alone, and the gold is shown with all its layers, whole. */
  function choices(chosen) {
    const scores = chosen.page === "ranking";
    return shuanglian.filterBar(
      chosen.page === "gold" ? "" : several("task", chosen.task, lookup.tasks(), (task) => called("task", task)),
      chosen.page !== "gold" ? several("view", chosen.view, chosen.views, (view) => called("view", view)) : "",
      several("split", chosen.split, chosen.splits, (split) => called("split", split)),
      scores ? several("measure", chosen.measure, chosen.board?.measures ?? [], (measure) => `${called("measure", lookup.family(measure))} F`) : "",
    );
  }

  shuanglian.frame = (chosen) => {
    const masthead = el("div", { class: "masthead" }, el("div", {}, el("h1", {}, say("title")), el("p", {}, say("subtitle"))), tools());
    return [masthead, pages(chosen), choices(chosen)];
  };

  shuanglian.foot = () => [el("p", {}, say("about")), el("p", {}, el("code", {}, `shuanglian ${shuanglian.data.scorer}`))];
})();

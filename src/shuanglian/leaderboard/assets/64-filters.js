(() => {
  /* Choices above a list or a board; each writes itself into the address. */
  const { el, say, state } = shuanglian;

  const labelled = (name, control) => el("label", {}, el("span", {}, name), control);

  /* options: [value, caption]; with `any` as a first one that takes the choice back. A choice that finds nothing stays in sight. */
  shuanglian.choice = (name, value, options, any = null, caption = say(name)) => {
    const lost = value && !options.some(([one]) => one === value) ? [[value, `${value} (0)`]] : [];
    const all = any === null ? options : [["", any], ...options, ...lost];
    const items = all.map(([one, caption]) => el("option", { value: one, selected: one === (value ?? "") }, caption));
    const change = (event) => state.go({ [name]: event.target.value || null, sentence: null });
    return labelled(caption, el("select", { id: `choice-${name}`, change }, items));
  };

  shuanglian.searchBox = (value) => {
    const input = (event) => event.isComposing || state.replace({ search: event.target.value || null });
    const compositionend = (event) => state.replace({ search: event.target.value || null });
    return labelled(say("search"), el("input", { id: "choice-search", type: "search", value: value ?? "", input, compositionend }));
  };

  shuanglian.filterBar = (...controls) => el("div", { class: "controls", role: "group", "aria-label": say("choose") }, controls);
})();

(() => {
  /* The gold itself, all its layers of each text. */
  const { el, say, called, named, documentName, lookup, choice } = shuanglian;

  const isArticle = (text) => text.versions[0].is.spans?.some((span) => span.length === 2);

  const layersOf = (chosen) => lookup.tasks().filter((task) => Object.keys(lookup.texts(task, chosen.split)).length);

  /* Layers by text; articles, whose layer is their sentences, come only when they are asked for. */
  function texts(chosen, asked) {
    const found = new Map();
    for (const task of asked) {
      for (const [id, text] of Object.entries(lookup.texts(task, chosen.split))) {
        if (asked.length > 1 && isArticle(text)) continue;
        if (!found.has(id)) found.set(id, { id, passage: shuanglian.data.passages[id], layers: [] });
        found.get(id).layers.push({ task, gold: text.versions[0].is, groups: text.groups ?? [] });
      }
    }
    return [...found.values()];
  }

  const labelsOf = (one) => lookup.unique(one.layers.flatMap(({ gold, groups }) => [...shuanglian.labelsOf(gold), ...groups.map((group) => group[2])]));

  function labelCounts(found) {
    const counted = new Map();
    for (const one of found) for (const label of labelsOf(one)) counted.set(label, (counted.get(label) ?? 0) + 1);
    const caption = (label) => (named(label) === label ? label : `${label} ${named(label)}`);
    return [...counted].sort((one, other) => other[1] - one[1]).map(([label, number]) => [label, `${caption(label)} (${number})`]);
  }

  const fits = (one, chosen) => (!chosen.label || labelsOf(one).includes(chosen.label)) && (!chosen.document || one.passage.document === chosen.document) && one.passage.text.includes(chosen.search ?? "");

  function layer(passage, { task, gold, groups }) {
    const facts = gold.facts?.length ? shuanglian.factsListed(passage.text, gold.facts) : "";
    const grouped = groups.length ? shuanglian.annotated(passage.text, { spans: groups }) : "";
    return [el("p", { class: "side" }, called("task", task)), shuanglian.annotated(passage.text, gold), grouped, facts];
  }

  const isEmpty = ({ gold }) => !gold.lengths && !(gold.facts?.length || gold.times?.length || gold.non_facts?.length || gold.spans?.length);

  function content(one) {
    const filled = one.layers.filter((each) => !isEmpty(each));
    if (!filled.length) return [el("p", { class: "text", lang: "zh-Hans" }, one.passage.text), el("p", { class: "note" }, say("nothing annotated"))];
    return filled.map((each) => layer(one.passage, each));
  }

  function filters(chosen, asked, found) {
    const documents = lookup.unique(found.map((one) => one.passage.document)).map((one) => [one, documentName(one)]);
    const layers = layersOf(chosen).map((task) => [task, called("task", task)]);
    return shuanglian.filterBar(
      choice("layer", asked.length > 1 ? null : asked[0], layers, say("all layers")),
      choice("document", chosen.document, documents, say("any document")),
      choice("label", chosen.label, labelCounts(found), say("any label")),
      shuanglian.searchBox(chosen.search),
    );
  }

  shuanglian.goldPage = (chosen) => {
    const layers = layersOf(chosen);
    const asked = layers.includes(chosen.layer) ? [chosen.layer] : layers;
    const found = texts(chosen, asked);
    const fitting = found.filter((one) => fits(one, chosen));
    const items = fitting.map((one) => ({ id: one.id, task: one.layers[0].task, note: documentName(one.passage.document), content: () => content(one) }));
    return [
      el("h2", {}, say("page gold")),
      el("p", { class: "note" }, say("gold note")),
      filters(chosen, asked, found),
      el("p", { id: "found" }, fitting.length ? say("found texts", fitting.length) : say("nothing")),
      shuanglian.cardList(items),
    ];
  };
})();

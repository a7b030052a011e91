(() => {
  /* The error browser. */
  const { el, say, called, named, documentName, lookup, choice } = shuanglian;

  const kindsOf = (error) => error[0].split(" ");
  const labelsOf = (error) => [error[1], error[2]].filter(Boolean);

  const fits = (error, { error: kind, label }) => (!kind || kindsOf(error).includes(kind)) && (!label || labelsOf(error).includes(label));

  function systemsOf({ board, measure }) {
    return board ? lookup.inOrder(board, measure) : [];
  }

  function texts(chosen, key) {
    return Object.entries(lookup.texts(chosen.task, chosen.split))
      .map(([id, text]) => ({ id, text, gold: lookup.gold(text, chosen.view), version: lookup.version(text, key, chosen.view), passage: shuanglian.data.passages[id] }))
      .filter(({ version }) => version);
  }

  const isOf = (passage, { document }) => !document || passage.document === document;

  function documentChoice(chosen, found) {
    const counted = new Map();
    for (const { passage, version } of found) counted.set(passage.document, (counted.get(passage.document) ?? 0) + (version.errors ?? []).length);
    const options = [...counted].map(([name, number]) => [name, `${documentName(name)} (${number})`]);
    const isPhenomenon = chosen.task === "diagnostics";
    return choice("document", chosen.document, options, say(isPhenomenon ? "any phenomenon" : "any document"), say(isPhenomenon ? "phenomenon" : "document"));
  }

  function matching(chosen, found) {
    const search = chosen.search ?? "";
    return found
      .map((one) => ({ ...one, errors: (one.version.errors ?? []).filter((error) => fits(error, chosen)) }))
      .filter((one) => one.errors.length && isOf(one.passage, chosen) && one.passage.text.includes(search));
  }

  function counts(found, of) {
    const counted = new Map();
    for (const { version } of found) for (const error of version.errors ?? []) for (const name of new Set(of(error))) counted.set(name, (counted.get(name) ?? 0) + 1);
    return [...counted].sort((one, other) => other[1] - one[1]);
  }

  const withCounts = (counted, caption) => counted.map(([name, number]) => [name, `${caption(name)} (${number})`]);

  const labelName = (label) => (named(label) === label ? label : `${label} ${named(label)}`);

  function filters(chosen, key, found) {
    const systems = systemsOf(chosen).map((one) => [one, lookup.system(one).name]);
    const labels = withCounts(counts(found, labelsOf), labelName);
    return shuanglian.filterBar(
      choice("system", key, systems),
      choice("error", chosen.error, withCounts(counts(found, kindsOf), (kind) => called("error", kind)), say("any error")),
      documentChoice(chosen, found),
      labels.length || chosen.label ? choice("label", chosen.label, labels, say("any label")) : "",
      shuanglian.searchBox(chosen.search),
    );
  }

  const item = (chosen, name) => (one) => ({
    id: one.id,
    task: chosen.task,
    note: documentName(one.passage.document),
    content: () => shuanglian.sideBySide(one.passage.text, one.gold, one.version, name),
  });

  shuanglian.errorsPage = (chosen) => {
    if (chosen.sentence) return shuanglian.sentencePage(chosen);
    const heading = el("h2", {}, say("page errors"));
    const key = lookup.among(chosen.system, systemsOf(chosen));
    if (!key) return [heading, el("p", {}, say("nobody"))];
    const found = texts(chosen, key);
    const fitting = matching(chosen, found);
    const number = fitting.reduce((sum, one) => sum + one.errors.length, 0);
    const told = fitting.length ? say("found", fitting.length, number) : say("nothing");
    return [
      heading,
      el("p", { class: "note" }, say("errors note")),
      filters(chosen, key, found),
      el("p", { id: "found" }, told),
      shuanglian.cardList(fitting.map(item(chosen, lookup.system(key).name))),
    ];
  };
})();

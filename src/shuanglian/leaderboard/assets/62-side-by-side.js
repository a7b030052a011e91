(() => {
  /* Gold and what a system says of the same text. */
  const { el, say, called, annotated, written, lookup } = shuanglian;

  const labelled = (text, annotation, span, label) => (span ? `${written(text, annotation, span)}${label ? ` ${label}` : ""}` : "∅");

  function chip(text, gold, predicted, [kinds, goldLabel, label, span, found]) {
    const names = kinds.split(" ").map((kind) => called("error", kind)).join(" + ");
    const sides = [labelled(text, gold, span, goldLabel), labelled(text, predicted, found, label)];
    return el("li", {}, el("b", {}, names), ` ${lookup.unique(sides).join(" → ")}`);
  }

  const errorChips = (text, gold, version) => el("ul", { class: "chips" }, version.errors.map((error) => chip(text, gold, version.is, error)));

  const side = (name, content) => el("section", {}, el("p", { class: "side" }, name), content);

  /* Two texts beside each other, the errors by name, and the fields of facts. */
  shuanglian.sideBySide = (text, gold, version, name) => {
    const errors = version.errors ?? [];
    return [
      errors.length ? errorChips(text, gold, version) : "",
      el(
        "div",
        { class: "sides" },
        side(say("gold"), annotated(text, gold, version.is, errors, 3)),
        side(name, annotated(text, version.is, gold, errors, 4)),
      ),
      gold.facts && errors.length ? shuanglian.factsCompared(text, gold, version, name) : "",
    ];
  };
})();

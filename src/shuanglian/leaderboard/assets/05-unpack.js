(() => {
  /* Data are written in few characters; here they become what the rest of the page reads. */
  const unpackedList = (items, gold) => items.map((item) => (typeof item === "number" ? gold[item] : item));

  /* What a version has in common with the gold is its number in the gold's list; words are digits or numbers. */
  function unpackAnnotation(annotation, gold) {
    for (const [name, items] of Object.entries(annotation)) {
      annotation[name] = name === "lengths" ? Array.from(items, Number) : unpackedList(items, gold[name]);
    }
  }

  /* 1 stands for the span of the gold. */
  function unpackError(error) {
    if (error[4] === 1) error[4] = error[3];
  }

  /* What a view shows otherwise; errors that the first view has as well are their numbers there. */
  function unpackView(shown, version, gold) {
    if (shown.is) unpackAnnotation(shown.is, gold);
    if (shown.errors) shown.errors = unpackedList(shown.errors, version.errors);
    shown.errors?.forEach(unpackError);
  }

  function unpackText({ versions }) {
    const [gold] = versions;
    for (const version of versions) {
      unpackAnnotation(version.is, gold.is);
      version.errors?.forEach(unpackError);
      for (const [view, shown] of Object.entries(version.views ?? {})) unpackView(shown, version, gold.views?.[view]?.is ?? gold.is);
    }
  }

  for (const splits of Object.values(shuanglian.data.texts)) {
    for (const texts of Object.values(splits)) Object.values(texts).forEach(unpackText);
  }
})();

(() => {
  /* Facts field by field, gold beside system. */
  const { el, say, named } = shuanglian;
  const SPANS = ["quantity", "measured_entity", "measured_property", "time", "place", "whole", "per", "comparator"];
  const VALUES = ["kind", "value", "low", "high", "unit", "modifier", "approx", "direction", "basis", "factuality"];
  const FIELDS = ["quantity", ...VALUES, ...SPANS.slice(1), "time_value", "time_inherited", "group_type"];

  const slice = (characters, span) => characters.slice(span[0], span[1]).join("");

  function shown(characters, fact, field) {
    const value = fact?.[field];
    if (value === undefined) return "–";
    if (SPANS.includes(field)) return slice(characters, value);
    if (value === true) return "✓";
    return named(value) === value ? value : `${value} ${named(value)}`;
  }

  const differs = (one, other, field) => JSON.stringify(one?.[field]) !== JSON.stringify(other?.[field]);

  const equal = (one, other) => Boolean(one && other) && FIELDS.every((field) => !differs(one, other, field));

  /* A field whose spans differ and read alike is told by its offsets. */
  function pair(characters, one, other, field) {
    const written = [one, other].map((fact) => shown(characters, fact, field));
    const alike = SPANS.includes(field) && written[0] === written[1] && differs(one, other, field);
    return alike ? [one, other].map((fact, place) => `${written[place]} [${fact[field]}]`) : written;
  }

  function row(characters, one, other, field) {
    const wrong = differs(one, other, field);
    const [left, right] = pair(characters, one, other, field);
    const note = wrong ? el("span", { class: "hidden" }, `(${say("wrong")})`) : "";
    return el("tr", { class: wrong ? "wrong" : null }, el("th", { scope: "row" }, named(field), note), el("td", {}, left), el("td", {}, right));
  }

  const heading = (characters, one, other) => `${say("fact")} ${slice(characters, (one ?? other).quantity)}`;

  function comparison(characters, one, other, name) {
    const used = FIELDS.filter((field) => one?.[field] !== undefined || other?.[field] !== undefined);
    const head = el("tr", {}, el("th", { scope: "col" }, say("field")), el("th", { scope: "col" }, one ? say("gold") : `${say("gold")}: ${say("not found")}`), el("th", { scope: "col" }, other ? name : `${name}: ${say("not found")}`));
    const rows = one && other ? used.map((field) => row(characters, one, other, field)) : used.map((field) => alone(characters, one, other, field));
    return el("table", {}, el("caption", {}, heading(characters, one, other)), el("thead", {}, head), el("tbody", {}, rows));
  }

  const alone = (characters, one, other, field) => el("tr", {}, el("th", { scope: "row" }, named(field)), el("td", {}, shown(characters, one, field)), el("td", {}, shown(characters, other, field)));

  function couples(gold, version) {
    const partner = new Map(version.aligned);
    const found = new Set(partner.values());
    const facts = version.is.facts;
    const rest = facts.filter((_, place) => !found.has(place)).map((fact) => [null, fact]);
    return [...gold.facts.map((fact, place) => [fact, facts[partner.get(place)] ?? null]), ...rest];
  }

  /* Tables of the facts that are not equal. */
  shuanglian.factsCompared = (text, gold, version, name) => {
    const characters = [...text];
    const differing = couples(gold, version).filter(([one, other]) => !equal(one, other));
    return el("div", { class: "facts" }, differing.map(([one, other]) => comparison(characters, one, other, name)));
  };

  /* The facts of one annotation, each in a line. */
  shuanglian.factsListed = (text, facts) => {
    const characters = [...text];
    const written = (fact) => FIELDS.filter((field) => field !== "quantity" && fact[field] !== undefined).map((field) => `${named(field)}: ${shown(characters, fact, field)}`);
    return el("ul", { class: "chips" }, facts.map((fact) => el("li", {}, el("strong", {}, slice(characters, fact.quantity)), ` ${written(fact).join(" · ")}`)));
  };
})();

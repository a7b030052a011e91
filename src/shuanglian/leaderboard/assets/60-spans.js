(() => {
  /* Texts with what is marked in them. Offsets are code points, so texts are cut as lists of characters. */
  const { el, say, named } = shuanglian;

  const wrongNote = () => el("span", { class: "hidden" }, `(${say("wrong")})`);

  /* Words, given as lengths; a negative one stands for what lies between words. */
  function wordSpans(lengths) {
    let reached = 0;
    const spans = [];
    for (const length of lengths) {
      if (length > 0) spans.push([reached, reached + length]);
      reached += Math.abs(length);
    }
    return spans;
  }

  const key = (span) => span.join(" ");

  function stretches(text, spans, isWrong, sort) {
    const characters = [...text];
    const words = spans.map((span) => {
      const wrong = isWrong(span);
      return el("span", { class: `word${wrong ? " wrong" : ""}` }, characters.slice(span[0], span[1]).join(""), wrong ? wrongNote() : "");
    });
    return el("p", { class: `text ${sort}`, lang: "zh-Hans" }, words);
  }

  /* --- spans with labels, which may nest; those that cross what is there go into a line of their own ------ */

  const known = Object.keys(shuanglian.data.names);

  /* Labels that follow each other in the schema are far apart in colour. */
  function hue(label) {
    const place = known.indexOf(label);
    const number = place < 0 ? [...label].reduce((sum, character) => sum + character.codePointAt(0), 0) : place;
    return ((number * 137.5) % 360).toFixed(0);
  }

  const crosses = (one, other) => (one[0] < other[0] && other[0] < one[1] && one[1] < other[1]) || (other[0] < one[0] && one[0] < other[1] && other[1] < one[1]);

  function layers(spans) {
    const found = [];
    for (const span of [...spans].sort((one, other) => one[0] - other[0] || other[1] - one[1])) {
      const layer = found.find((one) => !one.some((other) => crosses(span, other)));
      if (layer) layer.push(span);
      else found.push([span]);
    }
    return found.length ? found : [[]];
  }

  /* Spans come in nesting order: an outer one before those inside it. */
  function nested(characters, spans, start, end, isWrong) {
    const parts = [];
    let reached = start;
    while (spans.length && spans[0][0] < end) {
      const span = spans.shift();
      parts.push(characters.slice(reached, span[0]).join(""), mention(characters, span, spans, isWrong));
      reached = span[1];
    }
    return [...parts, characters.slice(reached, end).join("")];
  }

  function mention(characters, span, spans, isWrong) {
    const wrong = isWrong(span);
    const inside = nested(characters, spans, span[0], span[1], isWrong);
    const attributes = { class: `mention${wrong ? " wrong" : ""}`, "--hue": hue(span[2]), title: named(span[2]) };
    return el("span", attributes, inside, el("span", { class: "tag" }, span[2]), wrong ? wrongNote() : "");
  }

  function mentions(text, spans, isWrong) {
    const characters = [...text];
    return layers(spans).map((layer) => el("p", { class: "text", lang: "zh-Hans" }, nested(characters, layer, 0, characters.length, isWrong)));
  }

  /* --- any annotation ----------------------------------------------------------------------- */

  const factSpans = ({ facts, times = [], non_facts = [] }) => [
    ...facts.map((fact) => [...fact.quantity, fact.kind]),
    ...times.map(([start, end]) => [start, end, "TIMEX"]),
    ...non_facts,
  ];

  function spansOf(annotation) {
    if (annotation.lengths) return wordSpans(annotation.lengths);
    return annotation.facts ? factSpans(annotation) : annotation.spans;
  }

  const isCut = (annotation) => Boolean(annotation.lengths) || annotation.spans?.some((span) => span.length === 2);

  /* What is wrong stands on one side only, or takes part in an error. */
  function wrongOnes(annotation, other, errors, side) {
    if (!other) return () => false;
    if (annotation.facts) {
      const erring = new Set(errors.filter((error) => error[side]).map((error) => `${key(error[side])} ${error[side - 2]}`));
      return (span) => erring.has(key(span));
    }
    const others = new Set(spansOf(other).map(key));
    return (span) => !others.has(key(span));
  }

  /* A text as annotated; against `other` what differs is marked. `side` is where errors have the span: 3 gold, 4 predicted. */
  shuanglian.annotated = (text, annotation, other = null, errors = [], side = 3) => {
    const isWrong = wrongOnes(annotation, other, errors, side);
    return isCut(annotation) ? stretches(text, spansOf(annotation), isWrong, annotation.lengths ? "words" : "sentences") : mentions(text, spansOf(annotation), isWrong);
  };

  /* The words of a stretch with slashes between them, or the stretch itself. */
  shuanglian.written = (text, annotation, span) => {
    const characters = [...text];
    const slice = ([start, end]) => characters.slice(start, end).join("");
    if (!isCut(annotation)) return slice(span);
    const inside = spansOf(annotation).filter(([start, end]) => span[0] <= start && end <= span[1]);
    return inside.map(slice).join("/");
  };

  shuanglian.labelsOf = (annotation) => (isCut(annotation) ? [] : spansOf(annotation).map((span) => span[2]));
})();

(() => {
  /* Show what the address asks for, now and whenever it changes. */
  const { lookup, state } = shuanglian;
  const MAKERS = { ranking: (chosen) => shuanglian.rankingPage(chosen), errors: (chosen) => shuanglian.errorsPage(chosen), gold: (chosen) => shuanglian.goldPage(chosen) };

  const place = (id) => document.getElementById(id);

  const filled = (parts) => parts.flat(Infinity).filter((part) => part !== "" && part !== null);

  /* Elements are made anew; whoever was at one with an id is there again afterwards. */
  function keepingFocus(draw) {
    const { id, selectionStart } = document.activeElement ?? {};
    draw();
    const again = id ? place(id) : null;
    if (!again || again === document.activeElement) return;
    again.focus({ preventScroll: true });
    if (typeof selectionStart === "number") again.setSelectionRange(selectionStart, selectionStart);
  }

  shuanglian.show = () => {
    const chosen = lookup.chosen(state.read());
    keepingFocus(() => {
      place("top").replaceChildren(...filled(shuanglian.frame(chosen)));
      place("main").replaceChildren(...filled(MAKERS[chosen.page](chosen)));
      place("bottom").replaceChildren(...filled(shuanglian.foot()));
    });
    return chosen;
  };

  let before = {};

  /* A step to another page or sentence begins at its top, and is told to who cannot see it. */
  function arrive() {
    const chosen = shuanglian.show();
    if (chosen.page !== before.page || chosen.sentence !== before.sentence) {
      window.scrollTo(0, 0);
      place("main").querySelector("#sentence")?.focus();
      shuanglian.announce(place("main").querySelector("h2")?.textContent ?? "");
    }
    before = chosen;
  }

  function skip(event) {
    event.preventDefault();
    place("main").focus();
  }

  /* Phones change the height of a page while it is scrolled; only its width decides how it is drawn. */
  let width = window.innerWidth;

  function widen() {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    shuanglian.show();
  }

  shuanglian.recallSettings();
  shuanglian.language.set(shuanglian.language.get());
  place("skip").addEventListener("click", skip);
  window.addEventListener("hashchange", arrive);
  window.addEventListener("resize", widen);
  before = shuanglian.show();
})();

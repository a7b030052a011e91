(() => {
  /* Theme and language, kept where the browser lets a file keep anything. */
  const THEMES = ["auto", "light", "dark"];
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function recall(name) {
    try {
      return localStorage.getItem(`shuanglian.${name}`);
    } catch {
      return null;
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(`shuanglian.${name}`, value);
    } catch {
      /* It holds for this visit. */
    }
  }

  let theme = "auto";

  function paint() {
    const shown = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    document.documentElement.dataset.theme = shown;
  }

  shuanglian.theme = {
    get: () => theme,
    next() {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      keep("theme", theme);
      paint();
    },
  };

  shuanglian.switchLanguage = () => {
    shuanglian.language.set(shuanglian.language.other());
    keep("language", shuanglian.language.get());
  };

  shuanglian.recallSettings = () => {
    theme = THEMES.includes(recall("theme")) ? recall("theme") : "auto";
    shuanglian.language.set(recall("language") ?? shuanglian.language.get());
    dark.addEventListener("change", paint);
    paint();
  };
})();

(() => {
  /* Numbers as a person reads them. */
  const there = (value) => value !== null && value !== undefined;

  const percent = (value, digits = 2) => (there(value) ? (100 * value).toFixed(digits) : "–");

  shuanglian.format = {
    percent,
    interval: (low, high) => (there(low) && there(high) ? `${percent(low, 1)} – ${percent(high, 1)}` : "–"),
    /* Three digits that tell something of a small number, and whole numbers from 100 on. */
    amount(value) {
      if (!there(value)) return "–";
      const rounding = Math.abs(value) < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 };
      return value.toLocaleString("en", rounding);
    },
    p(value) {
      if (!there(value)) return "–";
      return value < 0.001 ? "<.001" : value.toFixed(3).replace(/^0/, "");
    },
  };
})();

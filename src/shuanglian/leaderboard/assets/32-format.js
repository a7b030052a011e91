(() => {
  /* Numbers as a person reads them. */
  const there = (value) => value !== null && value !== undefined;

  const percent = (value, digits = 2) => (there(value) ? (100 * value).toFixed(digits) : "–");

  shuanglian.format = {
    percent,
    interval: (low, high) => (there(low) && there(high) ? `${percent(low, 1)} – ${percent(high, 1)}` : "–"),
    amount(value, digits = 0) {
      if (!there(value)) return "–";
      const small = Math.abs(value) < 10 ? Math.max(digits, 1) : digits;
      return value.toLocaleString("en", { maximumFractionDigits: small });
    },
    p(value) {
      if (!there(value)) return "–";
      return value < 0.001 ? "<.001" : value.toFixed(3).replace(/^0/, "");
    },
  };
})();

(() => {
  /* What is said in Chinese and English. */
  const LANGUAGES = ["zh", "en"];
  const TAGS = { zh: "zh-Hans", en: "en" };

  let language = (navigator.language || "zh").startsWith("zh") ? "zh" : "en";

  const place = () => LANGUAGES.indexOf(language);

  const filled = (caption, values) => caption.replace(/\{(\d)\}/g, (_, number) => String(values[number]));

  /* The caption of a key, with values in the place of {0}, {1}… */
  shuanglian.say = (key, ...values) => filled(shuanglian.captions[key]?.[place()] ?? key, values);

  /* The caption of something that a later version may name, such as a task: its own name where there is none. */
  shuanglian.called = (sort, name) => shuanglian.captions[`${sort} ${name}`]?.[place()] ?? shuanglian.named(name);

  /* What a label, slot or value of the schema is called. */
  shuanglian.named = (name) =>
    Object.hasOwn(shuanglian.data.names, name) ? shuanglian.data.names[name][place()] : (shuanglian.captions[name]?.[place()] ?? name);

  /* An article by its id, a phenomenon by what it is about. */
  shuanglian.documentName = (name) => (Object.hasOwn(shuanglian.data.names, `phenomenon ${name}`) ? shuanglian.named(`phenomenon ${name}`) : name);

  shuanglian.language = {
    get: () => language,
    set(wanted) {
      language = LANGUAGES.includes(wanted) ? wanted : language;
      document.documentElement.lang = TAGS[language];
      document.title = shuanglian.say("title");
      document.getElementById("skip").textContent = shuanglian.say("skip");
    },
    other: () => LANGUAGES[1 - place()],
  };
})();

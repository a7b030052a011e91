(() => {
  /* What is shown is said by the address: #page=errors&task=ner&split=test&system=jieba&sentence=… */
  const NAMES = ["page", "task", "view", "split", "measure", "system", "layer", "error", "label", "document", "search", "sentence"];

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(NAMES.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  }

  function write(state) {
    const written = new URLSearchParams();
    for (const name of NAMES) if (state[name]) written.set(name, state[name]);
    return `#${written}`;
  }

  /* The address of what is shown now, but for some changes; null takes a name out. */
  const address = (changes) => write({ ...read(), ...changes });

  shuanglian.state = {
    read,
    address,
    go(changes) {
      location.hash = address(changes);
    },
    /* Change the address without a step back being made for it, as with each letter that is typed. */
    replace(changes) {
      history.replaceState(null, "", address(changes));
      shuanglian.show();
    },
  };
})();

(() => {
  /* Elements are made by createElement, and text is set as text: nothing that data say becomes markup. */

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  function setAttribute(element, name, value) {
    if (value === null || value === undefined || value === false) return;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }

  /* el("p", {class: "note", click: f, "--share": .5}, "text", element, [elements]) */
  shuanglian.el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

  shuanglian.svg = (tag, attributes = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  shuanglian.announce = (text) => {
    document.getElementById("status").textContent = text;
  };
})();

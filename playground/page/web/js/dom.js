// The only way in which this page makes elements. Text is always text: there is no innerHTML anywhere.

export const $ = (selector, root = document) => root.querySelector(selector);

// h("p", {class: "x", onclick: f, hidden: true}, "text", element, …)
export function h(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

// fill replaces the content of an element.
export function fill(e, ...children) {
  e.replaceChildren(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

// The list of suggestions above the composer. It belongs to one input at a time.

import { $, h, fill } from "./dom.js";

const list = $("#completions");
let owner = null, items = [], at = -1, choose = null;

function mark(next) {
  at = next;
  [...list.children].forEach((e, i) => e.setAttribute("aria-selected", String(i === at)));
  const active = list.children[at];
  if (active) {
    owner.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  } else owner?.removeAttribute("aria-activedescendant");
}

export function close() {
  list.hidden = true;
  owner?.setAttribute("aria-expanded", "false");
  owner?.removeAttribute("aria-activedescendant");
  owner = choose = null;
  items = [];
  at = -1;
}

// open shows items {name, detail, data} for an input; the first is marked unless the text alone is sufficient.
export function open(input, found, onchoose, { mark: first = true } = {}) {
  if (!found.length) return close();
  if (owner !== input) close();
  [owner, items, choose] = [input, found, onchoose];
  fill(list, ...found.map((item, i) => h("li", {
    role: "option", id: "suggestion-" + i, "aria-selected": "false", ...item.data,
    // Before the input loses its focus.
    onpointerdown: (e) => { e.preventDefault(); pick(i); },
  }, h("b", {}, item.name), item.detail && h("span", {}, item.detail))));
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  mark(first ? 0 : -1);
}

function pick(i) {
  const item = items[i], chosen = choose;
  close();
  chosen(item);
}

export const isOpen = () => !list.hidden;

// key offers the list a key first, and reports whether the list handled it.
export function key(event) {
  if (list.hidden || event.isComposing) return false;
  const n = items.length;
  switch (event.key) {
    case "ArrowDown": mark((at + 1) % n); break;
    case "ArrowUp": mark((at <= 0 ? n : at) - 1); break;
    case "Enter":
    case "Tab":
      if (at < 0 || event.shiftKey) {
        close();
        return false;
      }
      pick(at);
      break;
    case "Escape": close(); break;
    default: return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

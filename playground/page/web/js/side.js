// The side column: the panels that were given to the playground, and what the bot sent.

import { $, h, fill } from "./dom.js";
import { get } from "./api.js";

const most = 200; // requests that are kept

export function side(names) {
  const frames = names.map((name, i) => h("iframe", { id: "panel-" + i, title: name }));
  fill($("#panels"), ...names.map((name, i) => h("section", { class: "panel" }, h("h2", {}, name), frames[i])));
  const shown = new Map(); // what was put into a panel since it was loaded
  const turns = new Map(); // how often a panel was requested, since an answer may be overtaken by a later one
  const fitted = new ResizeObserver((entries) => entries.forEach(({ target }) => { // a panel may unfold
    const f = frames.find((f) => f.contentDocument?.body === target);
    f?.style.setProperty("height", Math.min(Math.max(target.offsetHeight, 40), 640) + "px");
  }));
  for (const f of frames) {
    let last = null; // the control that had the focus
    f.addEventListener("load", () => {
      const page = f.contentDocument;
      if (!page?.body) return;
      shown.delete(f);
      fitted.observe(page.body);
      // Keys that are pressed in a panel stay there, except the one that closes the drawer.
      page.addEventListener("keydown", (e) => { if (e.key === "Escape") f.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })); });
      // After pressing a button a person continues where they were, on the resulting page.
      if (document.activeElement === f) [...page.querySelectorAll("button, input, select, textarea")].find((e) => e.name === last?.name && e.value === last.value)?.focus();
      page.addEventListener("focusin", (e) => { last = e.target; });
    });
  }

  const atWork = (f) => document.activeElement === f || [...f.contentDocument.querySelectorAll("textarea, input")].some((e) => e.value !== e.defaultValue);

  // drawn is the option that a list has before a person chooses.
  const drawn = (list) => [...list.options].find((o) => o.defaultSelected) ?? list.options[0];

  // renew updates a panel, unless a person is using it. It does not reload it, which would undo a press in progress.
  async function renew(f) {
    const turn = (turns.get(f) || 0) + 1;
    turns.set(f, turn);
    const answer = await fetch(f.getAttribute("src")), text = await answer.text();
    if (turn !== turns.get(f) || !answer.ok) return;
    const made = new DOMParser().parseFromString(text, "text/html"), soon = made.querySelector("meta[http-equiv=refresh]");
    if (soon) setTimeout(() => turn === turns.get(f) && renew(f).catch(() => {}), 1000 * parseFloat(soon.content)); // only a loaded page heeds its own refresh
    const page = f.contentDocument;
    if (!page?.body || text === shown.get(f) || atWork(f)) return;
    shown.set(f, text);
    const next = page.adoptNode(made.body);
    const unfolded = [...page.querySelectorAll("details")].map((d) => d.open);
    next.querySelectorAll("details").forEach((d, i) => { d.open ||= unfolded[i]; });
    const chosen = [...page.querySelectorAll("select")].map((list) => list.value !== drawn(list)?.value && list.value);
    next.querySelectorAll("select").forEach((list, i) => { if ([...list.options].some((o) => o.value === chosen[i])) list.value = chosen[i]; });
    page.body.replaceWith(next);
    fitted.observe(next);
  }

  const list = $("#requests"), log = $("#log");
  const line = (r) => {
    const summary = h("summary", { class: r.status >= 400 ? "bad" : "" }, h("b", {}, r.method), " ", h("span", {}, r.path), " ", h("i", {}, String(r.status)));
    const details = h("details", { ontoggle: () => { if (details.open && details.children.length === 1) details.append(...inside(r)); } }, summary);
    return h("li", { "data-about": r.message, "data-number": r.number }, details);
  };
  const inside = (r) => [
    h("p", { class: r.status >= 400 ? "failure" : "verdict" }, verdict(r)),
    r.body ? h("pre", { tabindex: "0", "aria-label": "The request" }, pretty(r.body)) : "",
  ];

  // The requests are many and long, so they are fetched when a person looks.
  let asked = null;
  const ask = () => asked ||= get("/page/requests").then((all) => fill(list, ...all.map(line).reverse()));
  log.addEventListener("toggle", () => { if (log.open) ask(); });

  let timer = 0;
  return {
    // begin loads the panels.
    begin() { frames.forEach((f, i) => { f.src = `/panel/${i}/`; }); },
    async request(r) {
      await asked;
      if (!asked || $(`[data-number="${r.number}"]`, list)) return;
      list.prepend(line(r));
      while (list.children.length > most) list.lastChild.remove();
    },
    // inspect opens the requests that created or changed a message, with the newest first.
    async inspect(message) {
      log.open = true;
      await ask();
      const about = [...list.children].filter((e) => e.dataset.about === message);
      for (const e of list.children) $("details", e).open = about.includes(e);
      const first = about[0] && $("summary", about[0]);
      (first || $("summary", log)).focus();
      first?.scrollIntoView({ block: "nearest" });
    },
    // refresh updates the panels soon, and once. The loss of the server is reported elsewhere.
    refresh() {
      clearTimeout(timer);
      timer = setTimeout(() => frames.filter((f) => f.src).forEach((f) => renew(f).catch(() => {})), 400);
    },
  };
}

// verdict says what Discord's rules say about a request, and how much of their limits a message uses.
function verdict(r) {
  if (r.status >= 400) return r.why || "Refused.";
  const took = `Taken in ${r.ms} ms.`;
  const body = read(r.body);
  const top = body?.data?.components || body?.components || body?.message?.components;
  if (!top) return took;
  let components = 0, characters = 0;
  const count = (c) => {
    components++;
    if (c.type === 10) characters += [...c.content].length;
    for (const x of [...(c.components || []), c.accessory].filter(Boolean)) count(x);
  };
  top.forEach(count);
  return `${took} It keeps to Discord’s rules: ${characters} of 4000 characters, ${components} of 40 components.`;
}

function read(body) {
  try { return JSON.parse(body); } catch { return null; }
}

function pretty(body) {
  const all = read(body);
  return all ? JSON.stringify(all, null, 2) : body + " …";
}

// The side column: panels that whoever runs the playground has put there, and what the bot sent.

import { $, h, fill } from "./dom.js";

const kept = 200;

export function side(names) {
  const frames = names.map((name, i) => h("iframe", { id: "panel-" + i, src: `/panel/${i}/`, title: name, loading: "eager" }));
  fill($("#panels"), ...names.map((name, i) => h("section", { class: "panel" }, h("h2", {}, name), frames[i])));
  for (const f of frames) {
    f.addEventListener("load", () => {
      const page = f.contentDocument?.body;
      const fit = () => f.style.setProperty("height", Math.min(Math.max(page.offsetHeight, 40), 640) + "px");
      if (page) new ResizeObserver(fit).observe(page); // a panel may unfold
    });
  }

  const list = $("#requests");
  const line = (r) => h("li", {},
    h("details", {},
      h("summary", { class: r.status >= 400 ? "bad" : "" }, h("b", {}, r.method), " ", h("span", {}, r.path), " ", h("i", {}, String(r.status))),
      r.why && h("p", { class: "failure" }, r.why),
      r.body && h("pre", {}, pretty(r.body))));

  let timer = 0;
  return {
    requests(all) { fill(list, ...all.map(line).reverse()); },
    request(r) {
      list.prepend(line(r));
      while (list.children.length > kept) list.lastChild.remove();
    },
    // refresh loads the panels again, soon and once, unless somebody is at work in one.
    refresh() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const f of frames) if (document.activeElement !== f) f.contentWindow?.location.replace(f.getAttribute("src"));
      }, 400);
    },
  };
}

function pretty(body) {
  try { return JSON.stringify(JSON.parse(body), null, 2); } catch { return body + " …"; }
}

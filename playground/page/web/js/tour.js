// The first visit: a few steps to take, one at a time. The progress is remembered, and a tour that has ended stays away.

import { $, h, fill } from "./dom.js";

const key = "playground-tour";

// tour shows the next step. write puts words into the line; leave returns the focus to it.
export function tour(steps, write, leave) {
  const box = $("#tour");
  let at = Math.max(0, Number(localStorage.getItem(key)) || 0);
  let written = false; // the words of this step, so the next one is what to press

  function go(to) {
    at = to;
    written = false;
    localStorage.setItem(key, String(at));
    draw();
    if (at >= steps.length) return leave();
    $("button", box).focus();
  }

  function draw() {
    box.hidden = at >= steps.length;
    if (box.hidden) return fill(box);
    const { name, write: words, about } = steps[at];
    fill(box,
      h("p", {}, h("b", {}, `${at + 1} of ${steps.length} · ${name}`), " ", about),
      h("p", { class: "row" },
        words && h("button", { type: "button", class: written ? "press secondary" : "press primary", "data-tour": "write", onclick: () => { written = true; draw(); write(words); } }, "Write it for me"),
        h("button", { type: "button", class: written ? "press primary" : "press secondary", "data-tour": "next", onclick: () => go(at + 1) }, at + 1 < steps.length ? "Next" : "Done"),
        h("button", { type: "button", class: "plain", "data-tour": "skip", onclick: () => go(steps.length) }, "Skip the tour")));
  }

  box.addEventListener("keydown", (e) => { if (e.key === "Escape") go(steps.length); });
  draw();
}

// What can be done with a message: a reply to it, and the menu “Apps” with the bot's commands for messages.

import { $, h, fill } from "./dom.js";
import { act } from "./api.js";
import { showForm } from "./form.js";

let close = () => {};
addEventListener("pointerdown", (e) => { if (!e.target.closest?.(".apps")) close(); });

// actions makes the buttons at the corner of a message.
export function actions(m, app, pending) {
  const menu = h("div", { class: "menu", role: "menu", "aria-label": "Apps", hidden: true });
  const apps = h("button", { type: "button", class: "act", "data-act": "apps", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => (menu.hidden ? open() : close()) }, "Apps");
  const items = () => [...menu.querySelectorAll("button")];

  function open() {
    close();
    close = () => {
      menu.hidden = true;
      apps.setAttribute("aria-expanded", "false");
      close = () => {};
    };
    const commands = app.commands.filter((c) => c.type === 3);
    fill(menu, h("p", { class: "small" }, app.state.bot.name), ...commands.map((c) => h("button", {
      type: "button", role: "menuitem", tabindex: "-1", "data-apply": c.name, onclick: () => apply(c.name),
    }, c.label)), !commands.length && h("p", {}, "Nothing for messages here."));
    menu.hidden = false;
    apps.setAttribute("aria-expanded", "true");
    // Above the button where there is no room below.
    menu.classList.remove("up");
    menu.classList.toggle("up", menu.getBoundingClientRect().bottom > $("#messages").getBoundingClientRect().bottom);
    items()[0]?.focus();
  }

  async function apply(command) {
    close();
    if (!matchMedia("(pointer: coarse)").matches) $("#composer").focus();
    const done = pending(command);
    try {
      const i = await act("apply", { person: app.person, message: m.id, command });
      if (i.timed_out) return done("The application did not respond.");
      done();
      if (i.modal) showForm(app, i);
    } catch (e) {
      done(e.message);
    }
  }

  function key(e) {
    const all = items(), at = all.indexOf(document.activeElement);
    if (menu.hidden || e.key === "Tab") return close();
    if (e.key === "Escape") {
      close();
      apps.focus();
    } else if (e.key === "ArrowDown") all[(at + 1) % all.length]?.focus();
    else if (e.key === "ArrowUp") all.at(at <= 0 ? -1 : at - 1)?.focus();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  return h("div", { class: "actions" },
    h("button", { type: "button", class: "act", "data-act": "reply", onclick: () => app.reply(m) }, "Reply"),
    m.raw.author.bot && h("button", { type: "button", class: "act", "data-act": "inspect", onclick: () => app.inspect(m.id) }, "Inspect"),
    h("span", { class: "apps", onkeydown: key }, apps, menu));
}

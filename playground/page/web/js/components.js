// A bot's components as elements. One table lists how each type is drawn.

import { h } from "./dom.js";
import { markdown } from "./markdown.js";

const styles = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "secondary" };

// draw turns a component into an element. use(deed, component, values) is called when a person uses it.
export function draw(component, scene) {
  const make = table[component.type];
  return make ? make(component, scene) : h("p", { class: "unknown" }, `A component of type ${component.type}, which this page does not draw.`);
}

// gist returns what a message says, in one line of plain text.
export function gist(raw, words) {
  raw = raw.message_snapshots?.[0].message || raw; // the content of a forwarded message
  const texts = [raw.content, ...raw.embeds.flatMap((e) => [e.title, e.description])];
  const dive = (c) => {
    if (c.type === 10) texts.push(c.content);
    (c.components || []).forEach(dive);
  };
  raw.components.forEach(dive);
  const plain = texts.filter(Boolean).flatMap((t) => {
    const drawn = markdown(t, words);
    drawn.querySelectorAll("br, li").forEach((e) => e.before(" ")); // or the words on both sides of it would be one
    return [...drawn.childNodes].map((n) => n.textContent);
  }).join(" ").replace(/\s+/g, " ").trim();
  return (plain || raw.attachments[0]?.filename || "a message").slice(0, 240);
}

const inside = (list, scene) => (list || []).map((c) => draw(c, scene));
const emoji = (e) => (e?.name ? e.name + " " : "");

const table = {
  1: (c, scene) => h("div", { class: "row" }, ...inside(c.components, scene)),
  2: button,
  3: (c, scene) => select(c, scene, c.options.map((o) => ({ name: emoji(o.emoji) + o.label, detail: o.description, value: o.value, on: o.default }))),
  5: (c, scene) => select(c, scene, scene.people().map((p) => ({ name: p.name, value: p.id }))),
  6: (c, scene) => select(c, scene, scene.roles()),
  7: (c, scene) => select(c, scene, [...scene.people().map((p) => ({ name: p.name, value: p.id })), ...scene.roles()]),
  8: (c, scene) => select(c, scene, scene.channels(c.channel_types).map((x) => ({ name: "#" + x.name, value: x.id }))),
  9: (c, scene) => h("div", { class: "section" }, h("div", {}, ...inside(c.components, scene)), draw(c.accessory, scene)),
  10: (c, scene) => h("div", { class: "text" }, markdown(c.content, scene.words)),
  11: (c) => h("span", { class: "media" }, c.description || "Image"),
  12: (c) => h("div", { class: "row" }, ...c.items.map((i) => h("span", { class: "media" }, i.description || "Image"))),
  13: (c) => file(c.name, c.size, c.file?.url || ""),
  14: (c) => h("hr", { class: (c.divider === false ? "plain " : "") + (c.spacing === 2 ? "wide" : "") }),
  17: (c, scene) => {
    const e = h("div", { class: "container" }, ...inside(c.components, scene));
    if (Number.isInteger(c.accent_color)) e.style.setProperty("--edge", "#" + c.accent_color.toString(16).padStart(6, "0"));
    return e;
  },
};

// file offers a message's file. It is served from here, whatever Discord's address for it is.
export function file(name, size, url) {
  const bytes = size >= 1024 ? (size / 1024).toFixed(1) + " KB" : size + " bytes";
  return h("a", { class: "media file", href: url.replace(/^https:\/\/cdn\.discordapp\.com/, ""), download: name || "" },
    h("b", {}, name || "File"), h("span", {}, size === undefined ? "" : bytes), h("span", { "aria-hidden": "true" }, "↓"));
}

function button(c, scene) {
  const look = "press " + (styles[c.style] || "secondary");
  const content = emoji(c.emoji) + (c.label || "");
  if (c.style === 5) {
    if (!/^https?:\/\//i.test(c.url)) return h("span", { class: look }, content);
    return h("a", { class: look, href: c.url, target: "_blank", rel: "noopener noreferrer" }, content, h("span", { "aria-hidden": "true" }, " ↗"));
  }
  return h("button", {
    type: "button", class: look, disabled: !!c.disabled, "data-custom-id": c.custom_id,
    onclick: (e) => scene.use("press", c, [], e.currentTarget),
  }, content);
}

function select(c, scene, options) {
  const many = (c.max_values ?? 1) > 1;
  const name = c.placeholder || "Choose";
  const e = h("select", {
    class: "choose", "data-custom-id": c.custom_id, "aria-label": name, disabled: !!c.disabled,
    multiple: many, size: many ? String(Math.min(options.length, 5)) : undefined,
    onchange: (event) => {
      const values = [...event.currentTarget.selectedOptions].map((o) => o.value).filter((v) => v !== "");
      if (!many && values.length) scene.use("select", c, values, event.currentTarget);
    },
  });
  if (!many) e.append(h("option", { value: "" }, name));
  for (const o of options) {
    e.append(h("option", { value: o.value, selected: !!o.on }, o.detail ? `${o.name} — ${o.detail}` : o.name));
  }
  if (!many) return e;
  return h("div", { class: "many" }, h("span", {}, name), e, h("button", {
    type: "button", class: "press secondary", disabled: !!c.disabled,
    onclick: (event) => scene.use("select", c, [...e.selectedOptions].map((o) => o.value), event.currentTarget),
  }, "Choose"));
}

// embed draws an embed, the older kind of card.
export function embed(e, scene) {
  const words = (text) => markdown(text, scene.words);
  const box = h("div", { class: "container embed" },
    e.author && h("p", { class: "small" }, e.author.name),
    e.title && h("h4", {}, words(e.url ? `[${e.title}](${e.url})` : e.title)),
    e.description && h("div", { class: "text" }, words(e.description)),
    ...(e.fields || []).map((f) => h("div", { class: "text" }, h("strong", {}, words(f.name)), words(f.value))),
    e.footer && h("p", { class: "small" }, e.footer.text));
  if (Number.isInteger(e.color)) box.style.setProperty("--edge", "#" + e.color.toString(16).padStart(6, "0"));
  return box;
}

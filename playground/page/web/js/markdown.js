// Discord's Markdown, drawn as elements. Whatever a bot writes can only become text, a few harmless elements and
// links to the web.

import { h } from "./dom.js";

const deepest = 12; // maximum nesting that is drawn

const rules = [
  [/\\([!-/:-@[-`{-~])/y, (m) => m[1]],
  [/(`+)([^]*?[^`])\1(?!`)/y, (m) => h("code", {}, m[2].trim())],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m, c) => time(Number(m[1]), m[2] || "f", c)],
  [/<#(\d{1,20})>/y, (m, c) => h("span", { class: "mention" }, "#" + (c.channel?.(m[1]) ?? "unknown"))],
  [/<@!?(\d{1,20})>/y, (m, c) => h("span", { class: "mention" }, "@" + (c.person?.(m[1]) ?? "unknown"))],
  [/<@&(\d{1,20})>/y, (m, c) => role(c.role?.(m[1]))],
  [/<\/([^:<>\n]{1,100}):(\d{1,20})>/y, (m, c) => h("span", { class: "mention" }, "/" + (c.command?.(m[1]) || m[1]))],
  [/<a?(:\w{2,32}:)\d{1,20}>/y, (m) => m[1]],
  [/\[((?:\\[^]|\[[^[\]]*\]|[^[\]\\])+)\]\(\s*<?(https?:\/\/(?:\([^\s()]*\)|[^\s()<>])+)>?(?:\s+"[^"\n]*")?\s*\)/y,
    (m, c, d) => c.linked ? null : link(m[2], inline(m[1], { ...c, linked: true }, d + 1), c)],
  [/<(https?:\/\/[^\s<>]+)>/y, (m, c) => c.linked ? null : link(m[1], m[1], c)],
  [/https?:\/\/[^\s<]*[^\s<.,:;"'\])*_~|]/y, (m, c) => c.linked ? null : link(m[0], m[0], c)],
  [/\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, (m, c, d) => h("strong", {}, inline(m[1], c, d + 1))],
  [/__((?:\\[^]|[^\\])+?)__(?!_)/y, (m, c, d) => h("u", {}, inline(m[1], c, d + 1))],
  [/\*(?=\S)((?:\*\*|\\[^]|\s+(?:\\[^]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y, (m, c, d) => h("em", {}, inline(m[1], c, d + 1))],
  [/\b_((?:__|\\[^]|[^\\_])+?)_\b/y, (m, c, d) => h("em", {}, inline(m[1], c, d + 1))],
  [/~~((?:\\[^]|[^\\])+?)~~/y, (m, c, d) => h("s", {}, inline(m[1], c, d + 1))],
  [/\|\|((?:\\[^]|[^\\])+?)\|\|/y, (m, c, d) => h("span", { class: "spoiler", tabindex: "0" }, inline(m[1], c, d + 1))],
];

// role draws a mention in the colour of its role.
function role(r) {
  const e = h("span", { class: "mention" }, r ? "@" + r.name.replace(/^@/, "") : "@unknown role");
  if (r?.color) e.style.setProperty("--role", "#" + r.color.toString(16).padStart(6, "0"));
  return e;
}

const special = /[\\`<[*_~|]|https?:\/\//g;

function inline(text, context, depth = 0) {
  const out = document.createDocumentFragment();
  let at = 0, plain = 0;
  while (at < text.length && depth < deepest) {
    special.lastIndex = at;
    const next = special.exec(text);
    if (!next) break;
    at = next.index;
    let drawn = null, length = 0;
    for (const [pattern, draw] of rules) {
      pattern.lastIndex = at;
      const m = pattern.exec(text);
      if (!m) continue;
      length = m[0].length; // before draw, which reuses the patterns
      drawn = draw(m, context, depth);
      if (drawn !== null) break;
    }
    if (drawn === null) {
      at++;
      continue;
    }
    out.append(text.slice(plain, at), drawn);
    plain = at += length;
  }
  out.append(text.slice(plain));
  return out;
}

// link leads to the web, or for a host on this machine only, to where its pages are shown.
function link(address, content, context) {
  let url = null;
  try { url = new URL(address); } catch { /* not an address after all */ }
  if (!url || !["http:", "https:"].includes(url.protocol)) return h("span", {}, content);
  const near = context.near?.[url.host === location.host ? "" : url.host];
  return h("a", { href: near ? near + encodeURIComponent(url.href) : url.href, target: "_blank", rel: "noopener noreferrer nofollow", title: url.href }, content);
}

const styles = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};
const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function time(seconds, style, context) {
  const date = new Date(seconds * 1000);
  if (isNaN(date)) return h("span", {}, "Invalid date");
  const format = (options) => new Intl.DateTimeFormat(context.locale?.() || "en-GB", options).format(date);
  let text;
  if (style === "R") {
    const away = seconds - (context.now?.() ?? Date.now()) / 1000;
    const [unit, size] = units.find(([, size]) => Math.abs(away) >= size) || units.at(-1);
    text = new Intl.RelativeTimeFormat(context.locale?.() || "en-GB", { numeric: "auto" }).format(Math.round(away / size), unit);
  } else text = format(styles[style]);
  return h("time", { datetime: date.toISOString(), title: format(styles.F) }, text);
}

// lines draws one line after another.
const lines = (list, context) => list.flatMap((line, i) => i ? [h("br"), inline(line, context)] : [inline(line, context)]);

const bullet = /^(\s*)(?:[-*]|(\d{1,9})\.)\s+(\S.*)$/;

// take draws a list from the lines that begin at i, and returns where it ends.
function take(all, i, context, into, depth = 0) {
  const [, indent, number] = bullet.exec(all[i]);
  const list = number === undefined ? h("ul") : h("ol", { start: number });
  into.append(list);
  while (i < all.length) {
    const m = bullet.exec(all[i]);
    if (!m || m[1].length < indent.length || (m[2] === undefined) !== (number === undefined) && m[1].length === indent.length) break;
    if (m[1].length > indent.length && list.lastChild && depth < deepest) {
      i = take(all, i, context, list.lastChild, depth + 1);
      continue;
    }
    list.append(h("li", {}, inline(m[3], context)));
    i++;
  }
  return i;
}

function blocks(text, context, depth) {
  const out = document.createDocumentFragment();
  const all = text.split("\n");
  let paragraph = [];
  const end = () => {
    while (paragraph.length && !paragraph.at(-1).trim()) paragraph.pop();
    if (paragraph.some((l) => l.trim())) out.append(h("p", {}, ...lines(paragraph, context)));
    paragraph = [];
  };
  for (let i = 0; i < all.length;) {
    const line = all[i];
    const heading = /^(#{1,3})\s+(\S.*)$/.exec(line);
    const small = /^-#\s+(\S.*)$/.exec(line);
    if (heading || small) {
      end();
      out.append(heading ? h("h" + (heading[1].length + 1), {}, inline(heading[2], context)) : h("p", { class: "small" }, inline(small[1], context)));
      i++;
    } else if (/^>>> /.test(line) && depth < deepest) {
      end();
      out.append(h("blockquote", {}, blocks([line.slice(4), ...all.slice(i + 1)].join("\n"), context, depth + 1)));
      i = all.length;
    } else if (/^> /.test(line) && depth < deepest) {
      end();
      const quoted = [];
      while (i < all.length && /^> /.test(all[i])) quoted.push(all[i++].slice(2));
      out.append(h("blockquote", {}, blocks(quoted.join("\n"), context, depth + 1)));
    } else if (bullet.test(line)) {
      end();
      i = take(all, i, context, out);
    } else {
      paragraph.push(line);
      i++;
    }
  }
  end();
  return out;
}

// markdown draws a text. The context provides channels, people and the time.
export function markdown(text, context = {}) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const m of text.matchAll(/```(?:([\w+#-]{1,20})\n)?\n?([^]*?)\n?```/g)) {
    out.append(blocks(text.slice(at, m.index), context, 0), h("pre", {}, h("code", {}, m[2])));
    at = m.index + m[0].length;
  }
  out.append(blocks(text.slice(at), context, 0));
  return out;
}

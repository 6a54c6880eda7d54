// Who we are, where we are, and what has happened since: everything else is drawn from this.

import { $, h, fill } from "./dom.js";
import { act, get } from "./api.js";
import { keep, kept } from "./kept.js";
import { called } from "./spoken.js";
import { messages } from "./messages.js";
import { composer } from "./composer.js";
import { side } from "./side.js";
import { tour } from "./tour.js";

const state = JSON.parse($("#state").textContent);
const people = state.world.people;
let guilds = state.world.guilds;
const FORUM = 15, ANNOUNCEMENTS = 5;
const sign = { [FORUM]: "¶", [ANNOUNCEMENTS]: "»" };
const posts = (g, forum) => (g.threads || []).filter((t) => t.parent_id === forum);
const everywhere = () => guilds.flatMap((g) => [...g.channels, ...(g.threads || [])]);

// The address stores person and channel, so that a reload shows the same page. A second tab is another person.
const [lastPerson, lastChannel] = location.hash.slice(1).split("/");
let ahead = state.now - Date.now();
const unread = new Map(kept("unread")); // by channel: whether we were mentioned there

const locales = [["en-GB", "English"], ["de", "Deutsch"], ["es-ES", "Español"], ["fr", "Français"], ["it", "Italiano"], ["pt-BR", "Português do Brasil"], ["uk", "Українська"]];

const app = {
  state,
  commands: [], // of the open channel
  person: (people.find((p) => p.id === lastPerson) || people.find((p) => !state.open.includes(p.id)) || people[0]).id,
  channel: "",
  profile: () => people.find((p) => p.id === app.person),
  locale: () => app.profile().locale,
  guild: () => guilds.find((g) => [...g.channels, ...(g.threads || [])].some((c) => c.id === app.channel)),
  channelsHere: () => app.guild()?.channels || [],
  placeName: () => {
    const c = everywhere().find((c) => c.id === app.channel);
    if (!c) return "@" + state.bot.name;
    return c.parent_id ? c.name : "#" + c.name;
  },
  // roles returns the roles that can be mentioned here, as choices.
  roles: () => {
    const g = app.guild();
    return g ? [...g.roles.map((r) => ({ name: "@" + r.name, value: r.id })), { name: "@everyone", value: g.id }] : [];
  },
  // called reports whether a message mentions us, by name or by role.
  called: (raw) => raw.author.id !== app.person && (raw.mentions.some((u) => u.id === app.person)
    || guilds.some((g) => g.roles.some((r) => raw.mention_roles.includes(r.id) && app.profile().roles.includes(r.name)))),
  // tips are things to try, as given to the playground.
  tips: () => {
    const fit = app.inForum() ? [] : state.tips.filter((t) => t.direct === !app.guild());
    return fit.length > 0 && h("ul", { class: "tips", "aria-label": "Things to try" }, ...fit.map((t) => h("li", {},
      t.write ? h("button", { type: "button", class: "press secondary", "data-tip": t.write, onclick: () => writer.write(t.write) }, t.write) : h("b", {}, t.name), h("span", {}, t.about))));
  },
  reply: (m) => writer.reply(m),
  // inspect shows what the bot sent for a message.
  inspect: (id) => {
    slide(drawers[1], true);
    column.inspect(id);
  },
  // post returns the forum post that a message begins, when shown among the posts.
  post: (m) => app.inForum() && everywhere().find((c) => c.id === m.channel_id && c.parent_id),
  inForum: () => everywhere().find((c) => c.id === app.channel)?.type === FORUM,
  go: (channel) => go(channel),
  invitation: () => app.inForum() ? `This is a forum: what ${state.bot.name} posts here becomes a conversation of its own.` : app.guild() ? "Type / to see what the bot can do here." : `Write to ${state.bot.name}, or type / for its commands.`,
  hint: (text) => fill($("#hint"), text || ""),
  fail: (e) => app.hint(e.message),
  words: {
    channel: (id) => everywhere().find((c) => c.id === id)?.name,
    role: (id) => guilds.some((g) => g.id === id) ? { name: "everyone" } : guilds.flatMap((g) => g.roles).find((r) => r.id === id),
    person: (id) => id === state.bot.id ? state.bot.name : people.find((p) => p.id === id)?.name,
    now: () => Date.now() + ahead,
    // command returns the displayed name of a command.
    command: (name) => called(app.commands, name.split(" ")),
    locale: () => app.locale(),
    near: state.near,
  },
};

// The side columns become drawers where there is no room for them.
const drawers = [["#open-places", "#places", "show-places"], ["#open-side", "#side", "show-side"]].map(([button, column, shown]) => ({ button: $(button), column: $(column), shown }));

// slide opens a drawer and moves the focus into it, or closes it and returns the focus.
function slide(d, on) {
  const inside = d.column.contains(document.activeElement);
  if (on) drawers.forEach((other) => other !== d && slide(other, false));
  document.body.classList.toggle(d.shown, on);
  d.button.setAttribute("aria-expanded", String(on));
  if (!d.button.checkVisibility()) return;
  if (on) d.column.focus();
  else if (inside) d.button.focus();
}

const log = messages(app);
const writer = composer(app, log);
const column = side(state.panels);

function drawChannels() {
  const entry = (id, name, sign) => h("button", {
    type: "button", "data-channel": id, "aria-current": id === app.channel ? "page" : undefined,
    class: unread.has(id) ? "unread" : "", onclick: () => go(id),
  }, h("span", { "aria-hidden": "true" }, sign), h("span", { class: "name" }, name), unread.has(id) && h("span", unread.get(id) ? { class: "dot called", role: "img", "aria-label": "you were mentioned" } : { class: "dot", role: "img", "aria-label": "new messages" }, unread.get(id) ? "@" : ""));
  fill($("#channels"),
    ...guilds.map((g) => h("section", {}, h("h2", {}, g.name), ...g.channels.flatMap((c) => [
      entry(c.id, c.name, sign[c.type] || "#"),
      ...posts(g, c.id).slice(-8).reverse().map((t) => h("div", { class: "post" }, entry(t.id, t.name, "·"))),
    ]))),
    h("section", {}, h("h2", {}, "Direct messages"), entry(app.profile().dm, state.bot.name, "@")),
    h("button", { type: "button", id: "found", onclick: () => found().catch(app.fail) }, h("span", { "aria-hidden": "true" }, "+"), h("span", { class: "name" }, `Add ${state.bot.name} to a server`)));
}

// found creates a server, to see what the bot does where it was just added.
async function found() {
  const g = await act("found", { person: app.person, text: `New server ${guilds.length - 1}` });
  guilds = (await get("/page/state")).world.guilds;
  await go(g.channels[0].id);
}

function drawConnection() {
  const e = $("#connection");
  e.className = state.connected ? "on" : "off";
  fill(e, state.connected ? `${state.bot.name} is connected` : `${state.bot.name} is not connected`);
}

function knows(commands) {
  app.commands = commands;
  writer.commands(app.commands);
}

let heard = 0; // how many messages were added or removed

async function load() {
  const [person, channel, before] = [app.person, app.channel, heard];
  try {
    const here = await get("/page/channel", { person, channel });
    if (person !== app.person || channel !== app.channel) return;
    if (heard !== before) return load(); // the list may be older than what arrived meanwhile
    knows(here.commands);
    log.reset(here.messages);
  } catch (e) {
    app.fail(e);
  }
}

let visits = 0; // how many times a channel was opened

function go(channel) {
  const visit = ++visits;
  app.channel = channel;
  unread.delete(channel);
  keep("unread", [...unread]);
  history.replaceState(null, "", `#${app.person}/${channel}`);
  fill($("#place"), app.placeName());
  slide(drawers[0], false);
  drawChannels();
  writer.reset();
  fill($("#typing"));
  $("#messages").setAttribute("aria-busy", "true");
  return load().then(() => {
    if (visit !== visits) return; // they have gone on, and the mark belongs to that visit
    $("#messages").removeAttribute("aria-busy");
    if (!matchMedia("(pointer: coarse)").matches) $("#composer").focus();
  });
}

let typing = 0;
const happened = {
  message(u) {
    heard++;
    if (u.channel === app.channel || app.post(u.message)?.parent_id === app.channel && u.message.id === u.channel) log.put(u.message);
    else if (u.message.author_id !== app.person && !u.message.raw.edited_timestamp) {
      unread.set(u.channel, unread.get(u.channel) || app.called(u.message.raw));
      keep("unread", [...unread]);
      drawChannels();
    }
    fill($("#typing"));
    column.refresh();
  },
  delete: (u) => { heard++; if (u.channel === app.channel) log.drop(u.message_id); },
  request: (u) => column.request(u.request),
  commands: async () => {
    knows((await get("/page/channel", { person: app.person, channel: app.channel })).commands);
  },
  clock: () => column.refresh(),
  async world() {
    const { world } = await get("/page/state");
    const before = app.locale();
    guilds = world.guilds;
    for (const p of people) p.locale = world.people.find((x) => x.id === p.id).locale;
    drawChannels();
    if (app.inForum() || app.locale() !== before) await load();
    drawLocale();
  },
  typing(u) {
    if (u.channel !== app.channel) return;
    fill($("#typing"), `${state.bot.name} is writing …`);
    clearTimeout(typing);
    typing = setTimeout(() => fill($("#typing")), 10000);
  },
  async bot() {
    state.connected = (await get("/page/state")).connected;
    drawConnection();
  },
};

// listen receives updates; after an interruption everything is loaded again.
let stream = null;
function listen() {
  stream?.close();
  stream = new EventSource("/page/events?" + new URLSearchParams({ person: app.person }));
  let interrupted = false;
  stream.onmessage = (e) => {
    const u = JSON.parse(e.data);
    ahead = u.now - Date.now();
    Promise.resolve(happened[u.kind]?.(u)).catch(app.fail);
  };
  stream.onerror = () => {
    interrupted = true;
    fill($("#connection"), "The playground does not answer");
    $("#connection").className = "off";
  };
  stream.onopen = () => {
    if (interrupted) Promise.all([load(), happened.bot()]).catch(app.fail);
    interrupted = false;
  };
}

const language = $("#locale");
fill(language, ...locales.map(([tag, name]) => h("option", { value: tag }, name)));
function drawLocale() { language.value = app.locale(); }
language.addEventListener("change", () => act("locale", { person: app.person, text: language.value }).catch(app.fail));

const who = $("#person");
fill(who, ...people.map((p) => h("option", { value: p.id }, p.admin ? `${p.name} — admin` : p.name)));
who.value = app.person;
who.addEventListener("change", () => {
  const wasDirect = !app.guild();
  app.person = who.value;
  listen();
  drawLocale();
  go(wasDirect ? app.profile().dm : app.channel);
});

for (const d of drawers) d.button.addEventListener("click", () => slide(d, !document.body.classList.contains(d.shown)));
const shut = () => drawers.forEach((d) => slide(d, false));
document.addEventListener("keydown", (e) => { if (e.key === "Escape") shut(); });
$("main").addEventListener("pointerdown", (e) => { if (!e.target.closest(".icon")) shut(); });

drawConnection();
drawLocale();
listen();
tour(state.tour, (words) => writer.write(words), () => $("#composer").focus());
const known = everywhere().some((c) => c.id === lastChannel) || lastChannel === app.profile().dm;
await go(known ? lastChannel : guilds[0]?.channels[0]?.id || app.profile().dm);
writer.restore();
document.body.dataset.ready = "true";
performance.mark("usable");
column.begin(); // not needed to begin with

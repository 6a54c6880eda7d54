// The messages of the channel that is open.

import { $, h, fill } from "./dom.js";
import { act } from "./api.js";
import { draw, embed, file, gist } from "./components.js";
import { markdown } from "./markdown.js";
import { showForm } from "./form.js";
import { actions } from "./menu.js";

const list = $("#messages");

// messages draws into the log; app knows the person and the channel.
export function messages(app) {
  const shown = new Map(); // elements by message id

  const scene = (raw) => ({
    words: app.words,
    people: () => app.state.world.people,
    roles: app.roles,
    channels: (types) => app.channelsHere().filter((c) => !types?.length || types.includes(c.type)),
    use: (deed, component, values, element) => use(raw, deed, component, values, element),
  });

  async function use(raw, deed, component, values, element) {
    const row = shown.get(raw.id);
    element.setAttribute("aria-busy", "true");
    element.disabled = true;
    $(".failure", row)?.remove();
    let i = null;
    try {
      i = await act(deed, { person: app.person, message: raw.id, custom_id: component.custom_id, values });
      if (i.timed_out) throw new Error("This interaction failed: the application did not respond.");
    } catch (e) {
      row?.append(h("p", { class: "failure", role: "alert" }, e.message));
    }
    element.removeAttribute("aria-busy");
    element.disabled = false;
    if (document.activeElement === document.body) focusIn(shown.get(raw.id), component.custom_id); // a disabled element loses the focus
    if (element.tagName === "SELECT" && !element.multiple) element.value = "";
    if (i?.modal) showForm(app, i); // which returns the focus
  }

  const clock = (stamp) => new Date(stamp).toLocaleTimeString(app.locale(), { hour: "2-digit", minute: "2-digit" });
  const day = (stamp) => new Date(stamp).toLocaleDateString(app.locale(), { weekday: "long", day: "numeric", month: "long" });

  function context(raw) {
    const { interaction: i, referenced_message: to } = raw;
    // A command used on a message, rather than typed, has no slash and names the message.
    if (i && !to) return h("p", { class: "context" }, h("span", {}, `${i.user.username} used `, h("b", {}, "/" + (app.words.command(i.name) || i.name))));
    if (!to) return null;
    return h("p", { class: "context" }, i ? h("span", {}, `${i.user.username} used `, h("b", {}, i.name), " on") : h("span", { role: "img", "aria-label": "In reply to" }, "↪"),
      h("button", { type: "button", class: "quote", onclick: () => show(to.id) }, h("b", {}, to.author.username), " ", gist(to, app.words)));
  }

  // show scrolls to a message that another one quotes or links to.
  function show(id) {
    const e = shown.get(id);
    if (!e) return app.hint("That message is no longer here.");
    e.scrollIntoView({ block: "center" });
    e.classList.add("shown");
    setTimeout(() => e.classList.remove("shown"), 1500);
  }

  // A link to a message on Discord leads to that message here.
  list.addEventListener("click", async (e) => {
    const to = /^https:\/\/discord\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?$/.exec(e.target.closest?.("a")?.href);
    if (!to) return;
    e.preventDefault();
    const [, channel, message] = to;
    if (!app.words.channel(channel) && channel !== app.profile().dm) return app.hint("That channel is no longer here.");
    if (channel !== app.channel) await app.go(channel);
    if (message) show(message);
  });

  // shows reports whether a component shows the file with this address, which then needs no line of its own.
  const shows = (list, url) => (list || []).some((c) => c.file?.url === url || shows(c.components, url));

  // parts returns the content of a message.
  const parts = (raw, s) => [
    raw.content && h("div", { class: "text" }, markdown(raw.content, app.words)),
    ...raw.embeds.map((e) => embed(e, s)),
    ...raw.components.map((c) => draw(c, s)),
    ...raw.attachments.filter((a) => !shows(raw.components, a.url)).map((a) => file(a.filename, a.size, a.url)),
  ].filter(Boolean);

  function body(m) {
    if (m.loading) return [h("p", { class: "thinking", role: "status" }, h("span", { "aria-hidden": "true" }), `${m.raw.author.username} is thinking…`)];
    const s = scene(m.raw);
    return [
      ...parts(m.raw, s),
      ...(m.raw.message_snapshots || []).map(({ message }) => h("div", { class: "forwarded" }, h("p", { class: "small" }, "Forwarded"), ...parts(message, s))),
      m.raw.edited_timestamp && h("p", { class: "edited" }, "(edited)"),
      m.raw.reactions && h("p", { class: "reactions" }, ...m.raw.reactions.map(({ emoji, count }) => h("button", {
        type: "button", class: "plain", title: "React, or take your reaction back",
        onclick: () => act("react", { person: app.person, message: m.id, emoji: emoji.name }).catch(app.fail),
      }, `${emoji.name} ${count}`))),
      m.ephemeral && h("p", { class: "only" }, "Only you can see this · ", h("button", {
        type: "button", class: "plain", onclick: () => act("dismiss", { person: app.person, message: m.id }).catch(app.fail),
      }, "Dismiss")),
    ];
  }

  // post draws a post in the list of its forum.
  const post = (m, { id, name }) => h("li", { class: "message post", "data-message": m.id, "data-day": day(m.raw.timestamp) },
    h("button", { type: "button", "data-post": id, onclick: () => app.go(id) },
      h("b", {}, name), h("span", {}, gist(m.raw, app.words)), h("span", { class: "small" }, `${m.raw.author.username} · ${clock(m.raw.timestamp)}`)));

  const published = 1 << 0;

  function row(m) {
    const { author, timestamp, flags } = m.raw;
    const opens = app.post(m.raw);
    if (opens) return post(m, opens);
    return h("li", {
      class: ["message", author.bot && "bot", m.ephemeral && "ephemeral", app.called(m.raw) && "called"].filter(Boolean).join(" "),
      "data-message": m.id, "data-day": day(timestamp),
    },
      context(m.raw),
      h("span", { class: "face", "aria-hidden": "true" }, author.username.slice(0, 1)),
      h("div", { class: "said" },
        h("p", { class: "who" }, h("b", {}, author.username), author.bot && h("span", { class: "tag" }, "app"), h("time", { datetime: timestamp }, clock(timestamp)),
          (flags & published) !== 0 && h("span", { class: "tag", title: "Sent on to every server that follows this channel" }, "published")),
        ...body(m).filter(Boolean)),
      !m.ephemeral && !m.loading && actions(m, app, pending));
  }

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const toEnd = () => { list.scrollTop = list.scrollHeight; };

  // Who reads the last message still does when a keyboard opens, a telephone is turned or the tour ends.
  let reading = true;
  list.addEventListener("scroll", () => { reading = atEnd(); });
  new ResizeObserver(() => { if (reading && !app.inForum()) toEnd(); }).observe(list);

  // dated puts the date above the first message of each day.
  function dated() {
    for (const e of list.querySelectorAll(".day")) e.remove();
    let last = "";
    for (const e of [...list.querySelectorAll(".message")]) {
      if (e.dataset.day !== last) e.before(h("li", { class: "day" }, h("span", {}, e.dataset.day)));
      last = e.dataset.day;
    }
  }

  // focusIn moves the focus to the element with an id in a message, or to the first that can be used there.
  function focusIn(row, id) {
    const all = [...(row?.querySelectorAll("[data-custom-id]:not(:disabled)") || [])];
    (all.find((e) => e.dataset.customId === id) || all[0])?.focus({ preventScroll: true });
  }

  // keepFocus keeps the focus on a message that is redrawn.
  function keepFocus(old, fresh) {
    const id = old.contains(document.activeElement) ? document.activeElement.dataset.customId : undefined;
    old.replaceWith(fresh);
    if (id) focusIn(fresh, id);
  }

  // pending shows that a command is in progress; done(failure) removes the line, or says why it failed.
  function pending(command) {
    const e = h("li", { class: "pending", role: "status" }, `Sending ${command} …`);
    list.append(e);
    toEnd();
    return (failure) => {
      if (!failure) return e.remove();
      e.classList.replace("pending", "failed");
      const away = h("button", { type: "button", class: "plain", onclick: () => e.remove() }, "Dismiss");
      fill(e, h("b", {}, command), " ", failure, " ", away);
      toEnd();
    };
  }

  return {
    reset(all) {
      shown.clear();
      fill(list);
      list.append(h("li", { class: "start" }, h("b", {}, app.placeName()), h("span", {}, app.invitation()), app.tips()));
      if (app.inForum()) all = all.toReversed(); // newest first
      for (const m of all) list.append(shown.set(m.id, row(m)).get(m.id));
      dated();
      if (!app.inForum()) toEnd();
    },
    put(m) {
      const stay = atEnd();
      const old = shown.get(m.id), fresh = row(m);
      if (old) keepFocus(old, fresh);
      else if (app.inForum()) $(".start", list).after(fresh);
      else {
        // Interactions that are still waiting stay below.
        const waiting = $(".pending", list);
        waiting ? waiting.before(fresh) : list.append(fresh);
      }
      shown.set(m.id, fresh);
      dated();
      if (stay) toEnd();
    },
    drop(id) {
      shown.get(id)?.remove();
      shown.delete(id);
      dated();
    },
    pending,
  };
}

// The messages of the channel that is open.

import { $, h, fill } from "./dom.js";
import { act } from "./api.js";
import { draw, embed } from "./components.js";
import { markdown } from "./markdown.js";
import { showForm } from "./form.js";

const list = $("#messages");

// messages draws into the log; app knows who and where we are.
export function messages(app) {
  const shown = new Map(); // elements by message id

  const scene = (raw) => ({
    words: app.words,
    people: () => app.state.world.people,
    channels: (types) => app.channelsHere().filter((c) => !types?.length || types.includes(c.type)),
    use: (deed, component, values, element) => use(raw, deed, component, values, element),
  });

  async function use(raw, deed, component, values, element) {
    const row = shown.get(raw.id);
    element.setAttribute("aria-busy", "true");
    element.disabled = true;
    $(".failure", row)?.remove();
    try {
      const i = await act(deed, { person: app.person, message: raw.id, custom_id: component.custom_id, values });
      if (i.timed_out) throw new Error("This interaction failed: the application did not respond.");
      if (i.modal) showForm(app, i);
    } catch (e) {
      row?.append(h("p", { class: "failure", role: "alert" }, e.message));
    }
    element.removeAttribute("aria-busy");
    element.disabled = false;
    if (element.tagName === "SELECT" && !element.multiple) element.value = "";
  }

  const clock = (stamp) => new Date(stamp).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = (stamp) => new Date(stamp).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });

  function context(raw) {
    const post = app.post(raw);
    if (post) return h("p", { class: "context" }, h("button", { type: "button", class: "plain", onclick: () => app.go(post.id) }, post.name));
    if (raw.interaction) return h("p", { class: "context" }, `${raw.interaction.user.username} used `, h("b", {}, "/" + raw.interaction.name));
    if (raw.referenced_message) {
      return h("p", { class: "context" }, "in reply to ", h("b", {}, raw.referenced_message.author.username), ": ", (raw.referenced_message.content || "a card").slice(0, 80));
    }
    return null;
  }

  function body(m) {
    if (m.loading) return [h("p", { class: "thinking", role: "status" }, h("span", { "aria-hidden": "true" }), `${m.raw.author.username} is thinking…`)];
    const s = scene(m.raw);
    return [
      m.raw.content && h("div", { class: "text" }, markdown(m.raw.content, app.words)),
      ...m.raw.embeds.map((e) => embed(e, s)),
      ...m.raw.components.map((c) => draw(c, s)),
      ...m.raw.attachments.map((a) => h("p", {}, h("a", { href: new URL(a.url).pathname }, a.filename))),
      m.raw.edited_timestamp && h("p", { class: "edited" }, "(edited)"),
      m.ephemeral && h("p", { class: "only" }, "Only you can see this · ", h("button", {
        type: "button", class: "plain", onclick: () => act("dismiss", { person: app.person, message: m.id }).catch(app.fail),
      }, "Dismiss")),
    ];
  }

  function row(m) {
    const { author, timestamp } = m.raw;
    return h("li", {
      class: ["message", author.bot && "bot", m.ephemeral && "ephemeral"].filter(Boolean).join(" "),
      "data-message": m.id, "data-day": day(timestamp),
    },
      context(m.raw),
      h("span", { class: "face", "aria-hidden": "true" }, author.username.slice(0, 1)),
      h("div", { class: "said" },
        h("p", { class: "who" }, h("b", {}, author.username), author.bot && h("span", { class: "tag" }, "app"), h("time", { datetime: timestamp }, clock(timestamp))),
        ...body(m).filter(Boolean)));
  }

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const toEnd = () => { list.scrollTop = list.scrollHeight; };

  // dated puts the day above the first message of each.
  function dated() {
    for (const e of list.querySelectorAll(".day")) e.remove();
    let last = "";
    for (const e of [...list.querySelectorAll(".message")]) {
      if (e.dataset.day !== last) e.before(h("li", { class: "day" }, h("span", {}, e.dataset.day)));
      last = e.dataset.day;
    }
  }

  // keepFocus gives the focus back to a button whose message was drawn anew.
  function keepFocus(old, fresh) {
    const id = old.contains(document.activeElement) ? document.activeElement.dataset.customId : undefined;
    old.replaceWith(fresh);
    if (id) [...fresh.querySelectorAll("[data-custom-id]")].find((e) => e.dataset.customId === id)?.focus();
  }

  return {
    reset(all) {
      shown.clear();
      fill(list);
      if (!all.length) list.append(h("li", { class: "empty" }, h("b", {}, app.placeName()), h("span", {}, app.invitation())));
      for (const m of all) list.append(shown.set(m.id, row(m)).get(m.id));
      dated();
      toEnd();
    },
    put(m) {
      const stay = atEnd();
      $(".empty", list)?.remove();
      const old = shown.get(m.id), fresh = row(m);
      if (old) keepFocus(old, fresh);
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
    // pending shows that a command is on its way; done(failure) takes the line away, or says why it failed.
    pending(command) {
      const e = h("li", { class: "pending", role: "status" }, `Sending /${command} …`);
      list.append(e);
      toEnd();
      return (failure) => {
        if (!failure) return e.remove();
        e.classList.replace("pending", "failed");
        const away = h("button", { type: "button", class: "plain", onclick: () => e.remove() }, "Dismiss");
        fill(e, h("b", {}, "/" + command), " ", failure, " ", away);
        toEnd();
      };
    },
  };
}

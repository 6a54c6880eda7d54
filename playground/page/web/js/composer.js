// The box in which people write. A slash starts a command.

import { $, h, fill } from "./dom.js";
import { act, encode } from "./api.js";
import * as completions from "./completions.js";
import { chip, pack } from "./option.js";
import { showForm } from "./form.js";
import { keep, kept } from "./kept.js";

const input = $("#composer"), chips = $("#chips"), form = $("#compose"), keys = $("#keys"), clip = $("#attach"), picker = $("#files");
const longest = 2000; // characters of a message

// flat lists commands by everything that is typed: "digest set" and not "digest".
function flat(commands) {
  const out = [];
  const dive = (c, name, label) => {
    const subs = (c.options || []).filter((o) => o.type <= 2);
    if (subs.length) subs.forEach((s) => dive(s, name + " " + s.name, label + " " + s.label));
    else out.push({ name, label, detail: c.description, options: c.options || [] });
  };
  commands.forEach((c) => dive(c, c.name, c.label));
  return out;
}

export function composer(app, log) {
  let all = [], command = null, sending = false, answered = null, files = [];
  let saying = Promise.resolve(); // done when the last message has arrived
  const drafted = String(kept("draft"));

  const given = () => [...chips.querySelectorAll(".chip")];
  const spare = () => command.options.filter((o) => !given().some((c) => c.dataset.option === o.name));
  const draft = () => {
    const options = {};
    for (const c of given()) {
      const v = c.draft();
      if (v !== undefined) options[c.dataset.option] = v;
    }
    return { command: command.name, options };
  };

  function describe() {
    const more = command ? spare().map((o) => o.label).join(", ") : "";
    input.disabled = app.inForum();
    clip.hidden = input.disabled || Boolean(command); // a command has options for files
    input.placeholder = input.disabled ? "Choose a post to write in" : !command ? `Write in ${app.placeName()}, or type /` : more ? "+ option" : "";
    fill(keys, !command ? "/ for commands · ↑ ↓ choose · Tab or Enter take · Shift+Enter starts a line"
      : "Enter sends · Esc leaves the command" + (more ? " · type to add " + more : ""));
  }

  function leave() {
    command = null;
    fill(chips);
    input.value = "";
    keep("draft", "");
    completions.close();
    app.hint("");
    describe();
  }

  // answer begins a reply to a message, or ends it.
  function answer(m) {
    answered = m;
    const bar = $("#replying");
    bar.hidden = !m;
    if (!m) return fill(bar);
    fill(bar, h("span", {}, "Replying to ", h("b", {}, m.raw.author.username)), h("button", {
      type: "button", class: "plain", "aria-label": "Do not reply", onclick: () => { answer(null); input.focus(); },
    }, "✕"));
    input.focus();
  }

  // attach sets the files that go with the message being written.
  function attach(all) {
    files = all;
    const bar = $("#attached");
    bar.hidden = !all.length;
    fill(bar, ...all.map((f) => h("span", {}, f.name, h("button", {
      type: "button", class: "plain", "aria-label": `Remove ${f.name}`, onclick: () => { attach(files.filter((x) => x !== f)); input.focus(); },
    }, "✕"))));
  }

  function start(c) {
    command = c;
    input.value = "";
    fill(chips, h("span", { class: "command" }, "/" + c.label));
    for (const o of c.options.filter((o) => o.required)) add(o);
    app.hint(c.detail);
    describe();
    if (given()[0]) return given()[0].focusInput();
    input.focus();
    suggest();
  }

  // begin starts a command with the text typed after it.
  function begin(c, words) {
    completions.close();
    start(c);
    if (words) spread(words);
  }

  // named returns the option that a word is meant for: “time:07:30”.
  const named = (word) => {
    const [, name] = /^([^\s:]+):/.exec(word) || [];
    return name && command.options.find((o) => [o.name, o.label].includes(name.toLowerCase()));
  };

  // spread gives words to the options whose names precede them, as Discord shows them, and words before the first name to the first option.
  function spread(words) {
    const parts = [];
    for (const word of words.split(" ")) {
      const option = named(word);
      if (option || !parts.length) parts.push({ option, words: option ? word.slice(word.indexOf(":") + 1) : word });
      else parts.at(-1).words += " " + word;
    }
    for (const { option, words } of parts) {
      const there = option ? given().find((c) => c.dataset.option === option.name) : given()[0];
      const to = there || (option || spare()[0]) && add(option || spare()[0]);
      if (to) to.fill(words);
    }
  }

  function add(o) {
    const e = chip(o, app, {
      command: draft, send: submit,
      turn: (word) => {
        const o = named(word);
        if (o && spare().includes(o)) add(o).focusInput();
        return o;
      },
      next: (from) => {
        const rest = given().slice(given().indexOf(from) + 1).find((c) => c.draft() === undefined);
        rest ? rest.focusInput() : input.focus();
      },
      remove: (from) => { from.remove(); describe(); input.focus(); },
    });
    chips.append(e);
    describe();
    return e;
  }

  function suggest() {
    const text = input.value;
    if (command) {
      if (named(text.trim())) {
        input.value = "";
        return spread(text.trim());
      }
      const typed = text.trim().toLowerCase().replace(/:$/, "");
      const fits = spare().filter((o) => o.label.startsWith(typed) || o.name.startsWith(typed));
      return completions.open(input, fits.map((o) => ({ name: o.label, detail: o.description, data: { "data-add": o.name }, o })), (item) => {
        input.value = "";
        add(item.o).focusInput();
      }, { mark: typed !== "" }); // with nothing typed, Enter sends
    }
    if (!text.startsWith("/")) return completions.close();
    const typed = text.slice(1).toLowerCase();
    // A fully typed command, followed by a space, is taken without asking; what follows belongs to its first option.
    for (const name of ["label", "name"]) {
      const whole = all.find((c) => typed.startsWith(c[name] + " "));
      if (whole) return begin(whole, text.slice(whole[name].length + 2).trim());
    }
    const first = (c) => c.label.startsWith(typed) || c.name.startsWith(typed);
    const fits = [...all.filter(first), ...all.filter((c) => !first(c) && (c.label.includes(typed.trim()) || c.name.includes(typed.trim())))];
    app.hint(fits.length ? "" : all.length ? "There is no such command here." : "The bot has no commands here yet.");
    completions.open(input, fits.map((c) => ({ name: "/" + c.label, detail: c.detail, data: { "data-command": c.name }, c })), (item) => start(item.c));
  }

  async function run() {
    const { options, files } = await pack(given());
    const { name, label } = command, channel = app.channel;
    leave();
    input.focus();
    const done = log.pending("/" + label);
    try {
      const i = await act("slash", { person: app.person, channel, command: name, options, files });
      if (i.timed_out) return done("The application did not respond.");
      done();
      if (i.modal) showForm(app, i);
    } catch (e) {
      done(e.message);
    }
  }

  // say sends a message. The box is cleared at once, since a person may type on before the message has arrived; one that
  // is refused comes back unless they did. Messages arrive in the order in which they were written.
  function say() {
    const text = input.value, to = answered, sent = files, message = { person: app.person, channel: app.channel, text, reference: to?.id };
    answer(null);
    attach([]);
    leave();
    saying = saying.then(async () => act("say", { ...message, files: { ...await Promise.all(sent.map(encode)) } })).catch((e) => {
      if (!input.value && !command && !files.length) {
        input.value = text;
        attach(sent);
        if (to) answer(to);
      }
      app.hint(e.message);
    });
  }

  async function submit() {
    if (sending) return;
    sending = true;
    try {
      const words = input.value.trim(), first = command && !given().length && spare()[0];
      if (command && words && !first) throw new Error("Choose an option to add, or clear the line.");
      if (command && words) {
        input.value = "";
        spread(words); // as if it had been typed after the command
      } else if (command) await run();
      else if (input.value.startsWith("/")) throw new Error("Choose a command from the list, or remove the slash.");
      else if (input.value.trim() || files.length) say();
    } catch (e) {
      app.hint(e.message);
    } finally {
      sending = false;
    }
  }

  input.addEventListener("input", () => {
    keep("draft", input.value);
    suggest();
  });
  // A pasted text that is too long for a message becomes a file, as in Discord.
  input.addEventListener("paste", (e) => {
    const text = e.clipboardData.getData("text/plain");
    if (command || text && input.value.length + text.length <= longest) return;
    e.preventDefault();
    attach([...files, ...(text ? [new File([text], "message.txt", { type: "text/plain" })] : e.clipboardData.files)]);
  });
  const talk = $(".talk");
  talk.addEventListener("dragover", (e) => { if (e.dataTransfer.types.includes("Files")) e.preventDefault(); });
  talk.addEventListener("drop", (e) => {
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    if (!clip.hidden) attach([...files, ...e.dataTransfer.files]);
  });
  clip.addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    attach([...files, ...picker.files]);
    picker.value = ""; // or the same file could not be chosen again
    input.focus();
  });
  input.addEventListener("focus", () => { if (input.value || command) suggest(); });
  input.addEventListener("blur", () => completions.close());
  // Only Shift+Enter starts a line. A key that was handled may be followed by its character, also in another element than it was pressed in.
  let shifted = false;
  input.addEventListener("beforeinput", (e) => { if (e.inputType === "insertLineBreak" && !shifted) e.preventDefault(); });
  input.addEventListener("keydown", (e) => {
    shifted = e.shiftKey;
    if (completions.key(e)) return;
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); submit(); }
    if (e.key === "Backspace" && command && input.value === "") {
      e.preventDefault();
      const last = given().filter((c) => !c.classList.contains("must")).at(-1);
      last ? last.remove() : leave();
      if (command) describe();
    }
  });
  form.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    if (command) leave();
    else answer(null);
    input.focus();
  });
  // Only Enter or the button sends: taking a suggestion with Enter must not send as well.
  form.addEventListener("submit", (e) => e.preventDefault());
  $("#send").addEventListener("click", submit);

  return {
    commands(list) {
      all = flat(list.filter((c) => (c.type ?? 1) === 1));
      if (document.activeElement === input && input.value && !command) suggest();
    },
    reset() { answer(null); attach([]); leave(); },
    reply: answer,
    // restore puts back what was being written when the page was left.
    restore() {
      if (drafted && !input.disabled) input.value = drafted;
    },
    // write puts words into the line, as if a person had typed them.
    write(text) {
      leave();
      input.value = text;
      input.focus();
      suggest();
    },
  };
}

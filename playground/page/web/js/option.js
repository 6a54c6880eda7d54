// One option of a command, as a chip with an input in it.

import { $, h } from "./dom.js";
import { act, encode } from "./api.js";
import * as completions from "./completions.js";

const pause = 150; // milliseconds without a keystroke before the bot is asked

const kinds = { 3: "text", 4: "whole number", 5: "true or false", 6: "person", 7: "channel", 8: "role", 9: "person or role", 10: "number", 11: "file" };

// fixed lists the values an option must be chosen from; undefined when anything may be typed.
function fixed(d, app) {
  if (d.choices?.length) return d.choices.map((c) => ({ name: c.label, value: c.value }));
  if (d.type === 5) return [{ name: "True", value: true }, { name: "False", value: false }];
  const people = app.state.world.people.map((p) => ({ name: p.name, value: p.id }));
  if (d.type === 6) return people;
  if (d.type === 8) return app.roles();
  if (d.type === 9) return [...people, ...app.roles()];
  if (d.type === 7) {
    return app.channelsHere().filter((c) => !d.channel_types?.length || d.channel_types.includes(c.type)).map((c) => ({ name: "#" + c.name, value: c.id }));
  }
  return undefined;
}

// chip makes the input of an option. command returns what was typed so far, next moves to the next input, and turn to the option a word names.
export function chip(d, app, { command, next, remove, send, turn }) {
  const choices = fixed(d, app);
  let chosen = null, timer = 0, asked = 0;
  const id = "option-" + d.name;
  const input = h("input", d.type === 11
    ? { id, type: "file", "aria-label": `${d.label}: ${d.description}` }
    : {
      id, type: "text", role: "combobox", "aria-autocomplete": "list", "aria-controls": "completions", "aria-expanded": "false",
      "aria-label": `${d.label}: ${d.description}`, inputmode: d.type === 4 ? "numeric" : undefined, placeholder: kinds[d.type] || "",
      maxlength: "6000", autocomplete: "off",
    });
  const element = h("span", { class: "chip" + (d.required ? " must" : ""), "data-option": d.name, title: d.description },
    h("label", { for: id }, d.label), input);

  const grow = () => input.style.setProperty("--width", Math.min(Math.max(input.value.length, (kinds[d.type] || "").length, 5) + 2, 40) + "ch");
  const take = (c) => {
    chosen = c;
    input.value = c.name;
    input.removeAttribute("aria-invalid");
    grow();
    next(element);
  };
  const suggest = (found, strict) => completions.open(input, found.map((c) => ({ ...c, data: { "data-choice": String(c.value) } })), take, { mark: strict });

  async function offer() {
    app.hint(d.description + (d.required ? " (required)" : ""));
    if (choices) {
      const typed = input.value.trim().toLowerCase();
      const fits = choices.filter((c) => chosen || c.name.toLowerCase().includes(typed));
      return suggest(fits.length ? fits.slice(0, 25) : [], true);
    }
    if (!d.autocomplete) return;
    const mine = ++asked;
    try {
      const found = await act("autocomplete", { person: app.person, channel: app.channel, ...command(), focused: d.name });
      // An answer that comes late, or for an input that was left, is discarded.
      if (mine === asked && document.activeElement === input) suggest(found || [], false);
    } catch (e) {
      if (mine === asked && document.activeElement === input) app.hint(e.message);
    }
  }

  input.addEventListener("input", () => {
    chosen = null;
    const own = [d.name, d.label].find((name) => input.value.toLowerCase().startsWith(name + ":"));
    if (own) input.value = input.value.slice(own.length + 1); // “question:”, after /ask
    const [, before, word] = /^(.*)\s(\S+:)$/s.exec(input.value) || [];
    if (word && turn(word)) input.value = before; // “07:30 zone:”
    input.removeAttribute("aria-invalid");
    grow();
    clearTimeout(timer);
    if (choices) offer(); // at once: the next key may choose the first of them
    else timer = setTimeout(offer, pause);
  });
  input.addEventListener("focus", () => { clearTimeout(timer); timer = setTimeout(offer, 0); });
  input.addEventListener("blur", () => { clearTimeout(timer); asked++; completions.close(); app.hint(""); });
  input.addEventListener("keydown", (e) => {
    if (completions.key(e)) return;
    if (e.key === "Backspace" && input.value === "" && !d.required) { e.preventDefault(); remove(element); }
    if (e.key === "Enter" && !e.isComposing && d.type !== 11) { e.preventDefault(); send(); }
  });
  grow();

  // read returns the value: undefined for none; it throws if it is invalid.
  const refuse = (why) => {
    input.setAttribute("aria-invalid", "true");
    input.focus();
    throw new Error(`${d.label}: ${why}`);
  };
  element.read = () => {
    if (d.type === 11) {
      if (!input.files.length && d.required) refuse("choose a file.");
      return input.files[0];
    }
    const typed = input.value.trim();
    if (typed === "") return d.required ? refuse("this option is required.") : undefined;
    if (chosen) return chosen.value;
    if (choices) {
      const c = choices.find((c) => c.name.toLowerCase() === typed.toLowerCase() || ["#" + typed.toLowerCase(), "@" + typed.toLowerCase()].includes(c.name.toLowerCase()));
      return c ? c.value : refuse("choose one of the list.");
    }
    if (d.type === 4 && !/^-?\d+$/.test(typed)) refuse("a whole number is wanted.");
    if (d.type === 10 && !Number.isFinite(Number(typed))) refuse("a number is wanted.");
    return d.type === 4 || d.type === 10 ? Number(typed) : input.value;
  };
  // draft is the unfinished input, while something else is being typed.
  element.draft = () => (d.type === 11 ? undefined : chosen ? chosen.value : choices ? undefined : input.value || undefined);
  // fill puts words in, as if a person had typed them.
  element.fill = (words) => {
    input.value = words;
    input.focus();
    input.dispatchEvent(new Event("input"));
  };
  element.focusInput = () => $("input", element).focus();
  return element;
}

// pack collects all chips into what is sent to the playground.
export async function pack(chips) {
  const options = {}, files = {};
  for (const c of chips) {
    const v = c.read();
    if (v instanceof File) files[c.dataset.option] = await encode(v);
    else if (v !== undefined) options[c.dataset.option] = v;
  }
  return { options, files };
}

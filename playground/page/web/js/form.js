// A modal: the form that a bot asks a person to fill in.

import { $, h, fill } from "./dom.js";
import { act, encode } from "./api.js";
import { markdown } from "./markdown.js";

const dialog = $("#modal");

// field draws one input with its label.
function field(input, label, description, app) {
  const id = "field-" + input.custom_id;
  const must = input.required !== false;
  const common = { id, name: input.custom_id, required: must, "data-field": input.custom_id, "aria-describedby": description ? id + "-about" : undefined };
  let e;
  if (input.type === 4) {
    e = h(input.style === 2 ? "textarea" : "input", {
      ...common, placeholder: input.placeholder, maxlength: input.max_length ?? 4000, minlength: input.min_length || undefined,
      rows: input.style === 2 ? "5" : undefined, autocomplete: "off",
    });
    e.value = input.value || "";
  } else if (input.type === 19) {
    e = h("input", { ...common, type: "file", "data-field": undefined, "data-file": input.custom_id });
  } else if (input.type === 21) {
    return h("fieldset", { class: "field" }, h("legend", {}, label),
      description && h("p", { class: "small" }, description),
      ...input.options.map((o) => h("label", { class: "choice" },
        h("input", { type: "radio", name: input.custom_id, value: o.value, required: must, checked: o.default, "data-radio": input.custom_id }), o.label,
        o.description && h("span", { class: "small" }, " ", o.description))));
  } else {
    const people = app.state.world.people.map((p) => [p.id, p.name]), roles = app.roles().map((r) => [r.value, r.name]);
    const options = input.type === 3 ? input.options.map((o) => [o.value, o.label, o.default])
      : { 5: people, 6: roles, 7: [...people, ...roles], 8: app.channelsHere().filter((c) => !input.channel_types || input.channel_types.includes(c.type)).map((c) => [c.id, "#" + c.name, input.default_values?.some((v) => v.id === c.id)]) }[input.type] || [];
    e = h("select", { ...common, multiple: (input.max_values ?? 1) > 1 },
      h("option", { value: "" }, input.placeholder || "Choose"), ...options.map(([value, name, selected]) => h("option", { value, selected }, name)));
  }
  return h("div", { class: "field" },
    h("label", { for: id }, label, must ? h("span", { class: "must" }, " required") : ""),
    description && h("p", { class: "small", id: id + "-about" }, description), e);
}

function part(c, app) {
  switch (c.type) {
    case 1: return h("div", {}, ...c.components.map((x) => field(x, x.label, "", app)));
    case 10: return h("div", { class: "text" }, markdown(c.content, app.words));
    case 18: return field(c.component, c.label, c.description, app);
  }
  return h("p", {}, `A part of type ${c.type}, which this page does not draw.`);
}

// showForm opens the form with which an interaction was answered.
export function showForm(app, interaction) {
  const modal = interaction.modal;
  const problem = h("p", { class: "failure", role: "alert" });
  const send = h("button", { type: "submit", class: "press primary" }, "Submit");
  const form = h("form", {
    class: "modal", onsubmit: async (e) => {
      e.preventDefault();
      fill(problem);
      send.disabled = true;
      const fields = {}, files = {};
      for (const input of form.querySelectorAll("[data-field]")) {
        fields[input.dataset.field] = input.multiple ? [...input.selectedOptions].map((o) => o.value).join(",") : input.value;
      }
      for (const radio of form.querySelectorAll("[data-radio]:checked")) fields[radio.dataset.radio] = radio.value;
      try {
        for (const input of form.querySelectorAll("[data-file]")) {
          if (input.files.length) files[input.dataset.file] = await encode(input.files[0]);
        }
        const i = await act("submit", { person: app.person, interaction: interaction.id, fields, files });
        if (i.timed_out) throw new Error("The application did not respond. Your words are still here: try again.");
        dialog.close();
      } catch (err) {
        fill(problem, err.message);
      }
      send.disabled = false;
    },
  },
    h("h2", { id: "modal-title" }, modal.title),
    ...modal.components.map((c) => part(c, app)), problem,
    h("div", { class: "row end" }, h("button", { type: "button", class: "press secondary", onclick: () => dialog.close() }, "Cancel"), send));
  fill(dialog, form);
  // The browser returns the focus to the previous element. If that is gone, nothing has it, or for a moment the closed dialog; if another
  // element took it meanwhile, the person is typing.
  dialog.addEventListener("close", () => {
    if (document.activeElement === document.body || dialog.contains(document.activeElement)) $("#composer").focus();
  }, { once: true });
  dialog.showModal();
  $("input, textarea, select", form)?.focus();
}

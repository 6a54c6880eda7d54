// Commands in the language of a person's Discord. They are sent by their English names, whatever people see.

const among = (words, locale) => words?.[locale] || words?.[locale.split("-")[0]];

// spoken is a command, or an option of one, with what people see of it: label for the name, and the description and choices.
export function spoken(c, locale) {
  return {
    ...c,
    label: among(c.name_localizations, locale) || c.name,
    description: among(c.description_localizations, locale) || c.description,
    options: c.options?.map((o) => spoken(o, locale)),
    choices: c.choices?.map((x) => ({ ...x, name: among(x.name_localizations, locale) || x.name })),
  };
}

// called is the label of a command that is given by its English names, "" when there is none.
export function called(commands, [name, ...rest]) {
  const c = commands?.find((c) => c.name === name);
  return c ? [c.label, rest.length && called(c.options, rest)].filter(Boolean).join(" ") : "";
}

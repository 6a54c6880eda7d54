// Commands are sent by their English names, whatever people see.

// called returns the label of a command given by its English names, "" if there is none.
export function called(commands, [name, ...rest]) {
  const c = commands?.find((c) => c.name === name);
  return c ? [c.label, rest.length && called(c.options, rest)].filter(Boolean).join(" ") : "";
}

// Commands are sent by their English names, whatever people see.

// called is the label of a command that is given by its English names, "" when there is none.
export function called(commands, [name, ...rest]) {
  const c = commands?.find((c) => c.name === name);
  return c ? [c.label, rest.length && called(c.options, rest)].filter(Boolean).join(" ") : "";
}

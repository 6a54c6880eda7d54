// What a tab remembers across a reload.

const key = (name) => "playground-" + name;

export const keep = (name, value) => sessionStorage.setItem(key(name), JSON.stringify(value));

// kept returns what was remembered, else an empty list.
export function kept(name) {
  try { return JSON.parse(sessionStorage.getItem(key(name))) || []; } catch { return []; }
}

// The requests that the page makes to the playground, and what it does there on behalf of a person.

async function answer(response) {
  const body = await response.json().catch(() => ({ error: "The playground does not answer." }));
  if (!response.ok) throw new Error(body.error || "The playground does not answer.");
  return body;
}

const unreachable = () => { throw new Error("The playground does not answer: is it still running?"); };

export const get = (path, query = {}) =>
  fetch(path + "?" + new URLSearchParams(query)).catch(unreachable).then(answer);

export const act = (deed, body) =>
  fetch("/page/" + deed, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }).catch(unreachable).then(answer);

// encode turns a file into the form the playground accepts.
export function encode(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, type: file.type, data: reader.result.split(",")[1] || "" });
    reader.onerror = () => reject(new Error(`The file ${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}

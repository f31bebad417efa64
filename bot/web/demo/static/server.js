// Speaks with the server: questions, wishes, and the stream of what happens.

/** Ask for something; fails with the server's own sentence. */
export async function ask(path, query = {}) {
  return read(await fetch(`api/${path}?${new URLSearchParams(query)}`));
}

/** Wish something done. */
export async function wish(path, body) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(`api/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Send files. */
export async function send(fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return read(await fetch("api/send", { method: "POST", body: form }));
}

async function read(answer) {
  const body = await answer.json().catch(() => ({ why: `${answer.status}` }));
  if (!answer.ok) throw new Error(body.why ?? `${answer.status}`);
  return body;
}

const KINDS = ["hello", "message", "edited", "deleted", "chat", "answer", "menu", "action", "clock"];

/** Listen to what happens; `handlers` by kind, and `lost` when the connection breaks (it is tried again). */
export function listen(handlers) {
  const source = new EventSource("api/events");
  for (const kind of KINDS) source.addEventListener(kind, (event) => handlers[kind]?.(JSON.parse(event.data)));
  source.addEventListener("error", () => handlers.lost());
  return source;
}

// What the page knows: chats with their messages, people, and what belongs to this reader alone (drafts, unread, seats).

const listeners = new Map();

export const state = { boot: "", bot: null, people: new Map(), chats: new Map(), current: 0, clock: null };
const mine = { seats: new Map(), drafts: new Map(), read: new Map() };

/** Call `work` whenever something of this kind changes. */
export function on(kind, work) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), work]);
}

/** Tell whoever asked to be told. */
export function emit(kind, value) {
  for (const work of listeners.get(kind) ?? []) work(value);
}

export const keyOf = (message) => `${message.chat}:${message.id}`;

/** Take in everything the server says at the start, or after a lost connection. */
export function load(all) {
  if (state.boot && state.boot !== all.boot) for (const kept of Object.values(mine)) kept.clear();
  const known = state.boot === all.boot;
  state.boot = all.boot;
  state.bot = all.bot;
  state.people = new Map(all.people.map((person) => [person.id, person]));
  state.chats = new Map(all.chats.map((chat) => [chat.id, withMessages(chat)]));
  for (const chat of state.chats.values()) if (!known) markRead(chat);
  emit("loaded");
}

function withMessages(chat) {
  return { ...chat, messages: new Map(chat.messages.map((message) => [keyOf(message), message])) };
}

/** Find a chat; a private chat nobody has written in yet is made up here. */
export function chatOf(id) {
  if (!state.chats.has(id) && state.people.has(id)) state.chats.set(id, emptyPrivate(state.people.get(id)));
  return state.chats.get(id);
}

function emptyPrivate(person) {
  const facts = { here: true, bot: "member", privacy: false, started: false, movedTo: 0, pinned: 0, more: false };
  return { id: person.id, kind: "private", title: person.name, members: [person.id], messages: new Map(), ...facts };
}

/** Take in what is said about a chat. */
export function putChat(facts) {
  const known = state.chats.get(facts.id);
  if (facts.movedTo) return moveChat(facts);
  state.chats.set(facts.id, { messages: new Map(), more: false, ...known, ...facts });
  emit("chat", facts.id);
}

function moveChat({ id, movedTo }) {
  const old = state.chats.get(id);
  state.chats.delete(id);
  const fresh = state.chats.get(movedTo);
  if (old && fresh) fresh.messages = new Map([...old.messages, ...fresh.messages]);
  else if (old) state.chats.set(movedTo, { ...old, id: movedTo });
  for (const kept of Object.values(mine)) if (kept.has(id)) kept.set(movedTo, kept.get(id));
  emit("moved", { from: id, to: movedTo });
}

/** Take in a message, new or changed. */
export function putMessage(message, kind) {
  const chat = chatOf(message.chat) ?? [...state.chats.values()].find((one) => one.messages.has(keyOf(message)));
  if (!chat) return;
  const known = chat.messages.has(keyOf(message));
  if (!known && kind === "edited") return;
  chat.messages.set(keyOf(message), message);
  emit(known ? "edited" : "message", { chat, message });
}

export function dropMessage({ chat, id }) {
  state.chats.get(chat)?.messages.delete(`${chat}:${id}`);
  emit("deleted", { chat, key: `${chat}:${id}` });
}

/** Put older messages in front. */
export function putOlder(chat, { messages, more }) {
  chat.messages = new Map([...messages.map((message) => [keyOf(message), message]), ...chat.messages]);
  chat.more = more;
}

export const newestOf = (chat) => [...chat.messages.values()].at(-1);

/** Who this reader speaks as in a chat. */
export function seat(chat) {
  const chosen = mine.seats.get(chat.id);
  return chat.members.includes(chosen) ? chosen : chat.members[0];
}

export function sit(chat, person) {
  mine.seats.set(chat.id, person);
  emit("seat", chat.id);
}

export const draft = (chat) => mine.drafts.get(chat.id) ?? { text: "", reply: null, edit: null, files: [] };

export function keepDraft(chat, kept) {
  const empty = !kept.text && !kept.reply && !kept.edit && !kept.files.length;
  if (empty) mine.drafts.delete(chat.id);
  else mine.drafts.set(chat.id, kept);
}

export function markRead(chat) {
  const newest = newestOf(chat);
  if (newest) mine.read.set(chat.id, keyOf(newest));
}

/** List the messages that came since this reader last looked. */
export function unread(chat) {
  const all = [...chat.messages.values()];
  const place = all.findIndex((message) => keyOf(message) === mine.read.get(chat.id));
  return all.slice(place + 1).filter((message) => !message.service);
}

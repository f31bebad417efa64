// Where one writes: who one is, what one replies to or edits, files, commands, and the text.

import { $, avatar, el, icon, iconButton } from "./dom.js";
import { closeCommands, commandsOpen, toggleCommands, typed, walkCommands } from "./commands.js";
import { send, wish } from "./server.js";
import { chatOf, draft, keepDraft, on, seat, sit, state } from "./store.js";
import { failed } from "./toast.js";
import { sizeOf, t } from "./words.js";

const form = $("composer");
let now = { text: "", reply: null, edit: null, files: [] }; // the draft of the open chat
let parts = {};

const chat = () => chatOf(state.current);
const onPhone = () => matchMedia("(max-width: 720px)").matches;

/** Draw the composer for the open chat, with its draft. */
export function drawComposer() {
  const open = state.current ? chat() : null;
  form.hidden = !open;
  if (!open) return;
  now = draft(open);
  form.replaceChildren(...(open.kind === "private" && !open.started ? [startButton(open)] : writing(open)));
  if (!onPhone()) parts.text?.focus({ preventScroll: true });
}

function startButton(open) {
  parts = {};
  const start = () => wish("start", { user: open.id }).catch(failed);
  return el("button", { type: "button", class: "solid wide", id: "start", text: t("start"), onclick: start });
}

function writing(open) {
  const text = el("textarea", { id: "write", rows: "1", placeholder: t("write"), "aria-label": t("write"), "aria-controls": "commands" });
  text.value = now.text;
  const files = el("input", { type: "file", multiple: true, hidden: true, id: "files" });
  files.addEventListener("change", () => addFiles([...files.files]));
  parts = { text, files, above: el("div", { class: "above" }), go: iconButton("send", t("send"), submit, { class: "round go", id: "send" }) };
  const commands = el("ul", { class: "commands", id: "commands", role: "listbox", "aria-label": t("commands"), hidden: true });
  const attach = iconButton("attach", t("attach"), () => files.click(), { id: "attach" });
  const slash = iconButton("slash", t("commands"), () => toggleCommands(), { id: "slash" });
  const row = el("div", { class: "write-row" }, attach, slash, text, parts.go);
  showAbove();
  text.addEventListener("input", changed);
  text.addEventListener("keydown", key);
  text.addEventListener("paste", pasted);
  queueMicrotask(grow);
  return [commands, seats(open), parts.above, row, files];
}

function seats(open) {
  const person = state.people.get(seat(open));
  const choice = el("select", { id: "seat", "aria-label": t("sitAsWhy") });
  for (const id of open.members) choice.append(el("option", { value: String(id), selected: id === person.id, text: state.people.get(id).name }));
  choice.addEventListener("change", () => sit(open, Number(choice.value)));
  const label = el("label", { class: "seat", title: t("sitAsWhy") }, avatar(person.id, person.name, "small person"), el("span", { text: t("sitAs") }), choice, open.members.length > 1 && icon("chevron"));
  const how = open.kind === "private" ? "" : t(!open.here ? "botGone" : open.privacy ? "botHearsSome" : "botHearsAll");
  return el("div", { class: "seat-row" }, label, el("span", { class: "how", text: how }));
}

// Above the text stands what the message refers to: a reply, an edit, files.
function showAbove() {
  const bars = [];
  if (now.edit) bars.push(bar("edit", t("editing"), now.edit.text, () => cancel({ text: "", edit: null })));
  if (now.reply) bars.push(bar("reply", t("replyTo", { name: now.reply.name }), now.reply.text || t(now.reply.media?.kind ?? "document"), () => cancel({ reply: null })));
  for (const file of now.files) bars.push(bar("file", file.name, sizeOf(file.size), () => cancel({ files: now.files.filter((one) => one !== file) })));
  parts.above.replaceChildren(...bars);
  const label = t(now.edit ? "save" : "send");
  parts.go.replaceChildren(icon(now.edit ? "check" : "send"));
  parts.go.title = label;
  parts.go.setAttribute("aria-label", label);
  parts.text.placeholder = t(now.files.length ? "writeCaption" : now.reply ? "writeReply" : "write");
}

function bar(sign, title, words, off) {
  const text = el("div", {}, el("strong", { text: title }), el("span", { text: words.split("\n")[0] }));
  return el("div", { class: `bar ${sign}` }, icon(sign), text, iconButton("close", sign === "file" ? t("removeFile", { name: title }) : t("cancel"), off));
}

function put(change) {
  now = { ...now, ...change };
  keepDraft(chat(), now);
  if (!parts.text) return;
  if ("text" in change) {
    parts.text.value = now.text;
    grow();
  }
  showAbove();
}

function cancel(change) {
  put(change);
  parts.text.focus();
}

/** Answer a message. */
export function replyTo(message) {
  if (!parts.text) return;
  put({ reply: message, edit: null });
  parts.text.focus();
}

/** Change one's own message. */
export function editMessage(message) {
  put({ edit: message, reply: null, text: message.text });
  parts.text.focus();
  parts.text.setSelectionRange(now.text.length, now.text.length);
}

/** Put words into the field, for the reader to send. */
export function propose(text) {
  put({ text });
  parts.text?.focus();
  typed(text, choose);
}

function addFiles(files) {
  put({ files: [...now.files, ...files] });
  parts.files.value = "";
  parts.text.focus();
}

function pasted(event) {
  const files = [...event.clipboardData.files];
  if (!files.length) return;
  event.preventDefault();
  addFiles(files);
}

function changed() {
  now = { ...now, text: parts.text.value };
  keepDraft(chat(), now);
  grow();
  typed(now.text, choose);
}

const choose = (command) => put({ text: `/${command} ` });

function grow() {
  parts.text.style.height = "auto";
  parts.text.style.height = `${Math.min(parts.text.scrollHeight, 160)}px`;
}

function key(event) {
  if (event.isComposing) return; // an input method is at work: Enter picks its words
  if (commandsOpen() && walkCommands(event)) return;
  if (event.key === "Enter" && !event.shiftKey) submit(event);
  else if (event.key === "Escape") escape(event);
  else if (event.key === "ArrowUp" && !now.text && !now.edit) editLast(event);
}

// Escape undoes one thing at a time; with nothing left to undo it goes on to leave the chat.
function escape(event) {
  if (!now.edit && !now.reply && !now.files.length) return;
  put(now.edit ? { edit: null, text: "" } : { reply: null, files: [] });
  event.preventDefault();
  event.stopPropagation();
}

function editLast(event) {
  const own = [...chat().messages.values()].filter((one) => one.from === seat(chat()) && !one.media && !one.service);
  if (!own.length) return;
  event.preventDefault();
  editMessage(own.at(-1));
}

async function submit(event) {
  event.preventDefault();
  closeCommands();
  const sent = now;
  const open = chat();
  if (!sent.text.trim() && !sent.files.length) return;
  put({ text: "", reply: null, edit: null, files: [] });
  parts.text.focus();
  try {
    await deliver(open, sent);
  } catch (error) {
    if (state.current === open.id) put(sent);
    else keepDraft(open, sent);
    failed(error);
  }
}

function deliver(open, { text, reply, edit, files }) {
  const who = { user: seat(open), chat: open.id };
  if (edit) return wish("edit", { ...who, chat: edit.chat, message: edit.id, text });
  const answered = reply ? { reply_to: reply.id, reply_chat: reply.chat } : {};
  if (files.length) return send({ ...who, ...answered, text }, files);
  return wish("say", { ...who, ...answered, text });
}

on("seat", (id) => id === state.current && drawComposer());
on("chat", (id) => id === state.current && drawComposer());
on("message", ({ chat: where, message }) => {
  if (where.id !== state.current) return;
  if (message.wantsReply && parts.text) replyTo(message);
  if (!where.started && where.kind === "private") {
    where.started = true;
    drawComposer();
  }
});
form.addEventListener("submit", submit);
for (const kind of ["dragover", "drop"]) {
  $("chat").addEventListener(kind, (event) => {
    if (!event.dataTransfer.types.includes("Files") || !parts.text) return;
    event.preventDefault();
    if (kind === "drop") addFiles([...event.dataTransfer.files]);
  });
}

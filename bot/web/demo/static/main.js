// Starts the page: words, state, the stream of events, and which chat is open (the address after #).

import { drawClock, putClock } from "./clock.js";
import { loadMenu } from "./commands.js";
import { drawComposer, propose } from "./composer.js";
import { closeDialog, openDialog } from "./dialog.js";
import { $, el, iconButton } from "./dom.js";
import { drawHead, putAction } from "./head.js";
import { dialogIsOpen } from "./links.js";
import { drawList } from "./list.js";
import { ask, listen } from "./server.js";
import { chatOf, dropMessage, emit, load, on, putChat, putMessage, state } from "./store.js";
import { drawThread, putAnswer } from "./thread.js";
import { failed } from "./toast.js";
import { loadWords, otherLanguage, t } from "./words.js";

const HINT_KEPT = "demo.hint";
let early = []; // events that came while the state was on its way; null once it is here

function later(work) {
  return (data) => (early ? early.push(() => work(data)) : work(data));
}

async function refresh() {
  early = [];
  const all = await ask("state");
  load(all);
  putClock(all.clock);
  for (const work of early) work();
  early = null;
  $("lost").hidden = true;
  drawAll();
}

function drawAll() {
  drawClock();
  drawHint();
  open();
}

/** Open the chat the address names; an address without one shows the list. */
function open() {
  const id = Number(location.hash.slice(1)) || 0;
  state.current = id && chatOf(id) ? id : 0;
  document.body.dataset.view = state.current ? "chat" : "list";
  $("nothing").hidden = Boolean(state.current);
  $("thread").hidden = !state.current;
  $("newest").hidden = true;
  drawHead();
  drawComposer();
  drawThread();
  loadMenu();
  emit("opened");
}

function drawHint() {
  const hint = $("hint");
  hint.hidden = localStorage.getItem(HINT_KEPT) === "seen";
  const step = (number, text, onclick) => el(onclick ? "button" : "span", { class: `step step${number}`, type: onclick ? "button" : undefined, onclick }, el("b", { text: String(number) }), text);
  const off = () => {
    localStorage.setItem(HINT_KEPT, "seen");
    hint.hidden = true;
  };
  hint.replaceChildren(
    el("strong", { text: t("hint") }),
    step(1, t("hintAsk", { command: "/target gdp" }), tryCommand),
    step(2, t("hintMove"), () => $("move-monday").click()),
    step(3, t("hintReply", { reply: t("hintReplyExample") })),
    iconButton("close", t("hintClose"), off),
  );
}

function tryCommand() {
  const first = [...state.chats.values()].find((chat) => chat.kind !== "private" && chat.here);
  if (!state.current && first) location.hash = `#${first.id}`;
  setTimeout(() => propose("/target gdp"));
}

function connect() {
  listen({
    hello: () => refresh().catch(failed),
    message: later((message) => putMessage(message, "message")),
    edited: later((message) => putMessage(message, "edited")),
    deleted: later(dropMessage),
    chat: later(putChat),
    answer: later(putAnswer),
    action: later(putAction),
    menu: later(() => emit("menu")),
    clock: later(putClock),
    lost: () => ($("lost").hidden = false),
  });
}

// A chat just made may be opened before the stream has told of it.
on("chat", (id) => Number(location.hash.slice(1)) === id && state.current !== id && open());
on("moved", ({ from, to }) => {
  if (state.current === from) location.replace(`#${to}`);
});
window.addEventListener("hashchange", () => {
  closeDialog();
  open();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || dialogIsOpen() || !state.current) return;
  const left = state.current;
  location.hash = "";
  requestAnimationFrame(() => document.querySelector(`.chats a[href="#${left}"]`)?.focus());
});
document.querySelector(".mark").addEventListener("click", () => openDialog(t("mark"), el("p", { text: t("markWhy") })));
$("language").addEventListener("click", async () => {
  await loadWords(otherLanguage());
  $("language").textContent = t("otherLanguage");
  drawAll();
  drawList();
});

await loadWords();
$("language").textContent = t("otherLanguage");
connect();

// The clock bar: the demo's date and time, and the buttons that move it on.

import { $, el } from "./dom.js";
import { wish } from "./server.js";
import { emit, on, state } from "./store.js";
import { failed, toast } from "./toast.js";
import { dateOf, hourOf, t, wall } from "./words.js";

const STEPS = [
  { id: "hour", wish: { hours: 1 } },
  { id: "day", wish: { days: 1 } },
  { id: "monday", wish: { to: "monday" } },
];

let seenAt = 0; // this browser's time when the server last told its own
let arrived = 0; // messages of the bot since the move began

/** Draw the bar. */
export function drawClock() {
  $("moves").replaceChildren(...STEPS.map(stepButton));
  showTime();
}

function stepButton(step) {
  const values = { time: hourOf(state.clock.monday) };
  return el(
    "button",
    { type: "button", id: `move-${step.id}`, onclick: () => move(step) },
    el("span", { class: "label", text: t(step.id, values) }),
    el("span", { class: "busy" }, el("span", { class: "spin", "aria-hidden": "true" }), el("span", { text: t("moving") })),
  );
}

/** Take in what the server says of its clock. */
export function putClock(face) {
  state.clock = face;
  seenAt = performance.now();
  const monday = $("move-monday")?.querySelector(".label");
  if (monday) monday.textContent = t("monday", { time: hourOf(face.monday) });
  for (const button of $("moves").children) button.disabled = face.moving;
  $("clock").classList.toggle("moving", face.moving);
  showTime();
}

async function move(step) {
  arrived = 0;
  const button = $(`move-${step.id}`);
  button.classList.add("running");
  button.setAttribute("aria-busy", "true");
  putClock({ ...state.clock, moving: true });
  try {
    const face = await wish("clock", step.wish);
    const when = `${dateOf(face.now)} ${hourOf(face.now)}`;
    putClock(face);
    emit("moved-clock");
    toast(t(arrived ? "arrived" : "arrivedQuiet", { when, count: arrived }));
  } catch (error) {
    putClock({ ...state.clock, moving: false });
    failed(error);
  } finally {
    button.classList.remove("running");
    button.removeAttribute("aria-busy");
  }
}

function showTime() {
  if (!state.clock) return;
  const now = ticked();
  const { year } = wall(now);
  const part = (wording) => el("span", { class: "year", text: t(wording, { year }) });
  const date = el("span", { class: "date" }, part("yearBefore"), dateOf(now), part("yearAfter"));
  $("now").replaceChildren(date, el("span", { class: "hour", text: hourOf(now) }));
  $("now").dateTime = now;
}

// The wall clock goes on between two words of the server; it stands still while it is being moved.
function ticked() {
  const told = state.clock.now;
  if (state.clock.moving) return told;
  const asUtc = new Date(`${told.slice(0, 19)}Z`).getTime() + (performance.now() - seenAt);
  return new Date(asUtc).toISOString().slice(0, 19) + told.slice(told.search(/[+-]\d\d:\d\d$/));
}

on("message", ({ message }) => {
  if (message.bot) arrived += 1;
});
setInterval(showTime, 1000);

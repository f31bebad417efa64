// The page's own wording, in Chinese or English.

const KEPT = "demo.language";
const LANGUAGES = ["zh", "en"];
let words = {};
export let language = LANGUAGES.includes(localStorage.getItem(KEPT)) ? localStorage.getItem(KEPT) : "zh";

/** Load the chosen language and put its words into the page. */
export async function loadWords(chosen = language) {
  const answer = await fetch(`static/words/${chosen}.json`);
  words = await answer.json();
  language = chosen;
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-words]")) node.textContent = t(node.dataset.words);
  for (const node of document.querySelectorAll("[data-title]")) node.title = t(node.dataset.title);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
}

/** The language one would switch to. */
export const otherLanguage = () => LANGUAGES.find((one) => one !== language);

/** Say a wording with its values put in. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Read the wall clock out of an ISO time, whatever zone this browser is in. */
export function wall(iso) {
  const [, year, month, day, hour, minute] = iso.match(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/).map(Number);
  return { year, month, day, hour, minute, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

/** Say a time of day, 09:05. */
export const hourOf = (iso) => iso.slice(11, 16);

/** Say a date in one of the wordings `date` (with its weekday) and `shortDate`. */
export function dateOf(iso, wording = "date") {
  const { month, day, weekday } = wall(iso);
  return t(wording, { month: t("months").split(" ")[month - 1], day, weekday: t("weekdays").split(" ")[weekday] });
}

/** Say the size of a file. */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

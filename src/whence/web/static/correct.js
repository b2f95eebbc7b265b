// Corrections without leaving the page: forms are sent in the background and the page's main part
// is taken anew, so that what a decision changes shows at once. Without this script the same forms
// work and lead back to their page.

const isTyping = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
const letters = (text) => [...text].length; // the ledger counts characters, JavaScript UTF-16 units
let words = null; // the field that words selected in the text go to

function say(text, wrong = false) {
  let box = document.getElementById("said");
  if (!box) {
    box = document.createElement("p");
    box.id = "said";
    document.body.append(box);
  }
  box.setAttribute("role", wrong ? "alert" : "status");
  box.className = wrong ? "said-box wrong" : "said-box";
  box.textContent = text;
}

function open() {
  return new Set([...document.querySelectorAll("details[data-keep][open]")].map((d) => d.dataset.keep));
}

async function show(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kept = open();
  const here = document.querySelector("[data-row].here")?.id;
  const main = document.querySelector("main");
  main.replaceChildren(...page.querySelector("main").childNodes);
  for (const part of main.querySelectorAll("details[data-keep]")) part.open = kept.has(part.dataset.keep);
  if (here) document.getElementById(here)?.classList.add("here");
  document.title = page.title;
  words = null;
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form, button ?? undefined));
  const to = button?.getAttribute("formaction") ?? form.getAttribute("action");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/api${to}`, { method: "POST", body: fields });
    const told = await answer.json();
    if (!answer.ok) {
      say([told.error.cause, told.error.remedy].filter(Boolean).join("; "), true);
      return;
    }
    for (const part of form.closest("details") ? [form.closest("details")] : []) part.open = false;
    const back = new URL(fields.get("back") || location.pathname, location.href);
    await show(back.pathname + back.search);
    if (back.pathname !== location.pathname) history.pushState(null, "", back);
    say(`${told.by}: ${told.what}`);
  } catch (error) {
    say(`Not sent: ${error.message}`, true);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

// --- keys ---------------------------------------------------------------------------------------

function row() {
  return document.activeElement?.closest("[data-row]") ?? document.querySelector("[data-row].here");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const selector = `[data-verdict="${CSS.escape(event.key)}"]`;
  // Of the row chosen; without one, what the page as a whole is about.
  const whole = [...document.querySelectorAll(selector)].find((found) => !found.closest("[data-row]"));
  const wanted = row()?.querySelector(selector) ?? whole;
  if (!wanted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wanted.click();
  if (!wanted.matches("summary")) return;
  for (let part = wanted.closest("details").parentElement.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  wanted.parentElement.querySelector("input:not([type=hidden])")?.focus();
}, true);

// --- words selected in the text -----------------------------------------------------------------

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("[data-words]")) words = event.target;
});

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-words]")) return;
  const places = event.target.form.querySelector(`[data-places="${event.target.dataset.words}"]`);
  places.value = ""; // written by hand: the words are looked up
});

function starts() {
  const listed = document.getElementById("text-starts")?.dataset.starts.trim().split(/\s+/) ?? [];
  return new Map(listed.map((part) => part.split(":")).map(([id, at]) => [id, Number(at)]));
}

// How many characters of the report's text stand in `block` before a place in it.
function before(block, node, offset) {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const number of part.querySelectorAll("sup")) number.remove();
  return letters(part.textContent);
}

function place(node, offset) {
  const block = (node.nodeType === 1 ? node : node.parentElement)?.closest(".text");
  const start = block && starts().get(block.closest("[id].row")?.id);
  return start === undefined || start === null ? null : start + before(block, node, offset);
}

document.addEventListener("mouseup", take);
document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") take(); });

function take() {
  const chosen = getSelection();
  const field = words ?? document.querySelector("details[open] [data-marks] [data-words]");
  if (!field?.isConnected || !chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  const [start, end] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
  if (start === null || end === null || start >= end) return;
  const part = range.cloneContents();
  for (const number of part.querySelectorAll("sup")) number.remove();
  field.value = part.textContent.trim();
  field.form.querySelector(`[data-places="${field.dataset.words}"]`).value = `${start}-${end}`;
  say(`${field.dataset.words}: ${field.value.slice(0, 80)}`);
}

// A row of the form: what it says, whether that is kept, and what is asked of it.

/** Where what was typed and could not be kept yet waits for the form to be opened again. */
const DRAFT = 'catat-draf';

const stalls = (row) => [...row.querySelectorAll('.catat-stall input')];
const noGoods = (row) => row.querySelector('.catat-none input');
const unitOf = (row) => row.querySelector('.catat-per select');
const noteOf = (row) => row.querySelector('textarea').value.trim();
const stateOf = (row) => row.querySelector('.catat-state');
const questionOf = (row) => row.querySelector('.catat-question');

/** Whether a row waits for a price that can be read, or for an answer. */
const isOpen = (row) => row.classList.contains('catat-wrong') || !questionOf(row).hidden;

function value({ answer, prices, unit }) {
  if (answer === 'no-goods') return words.no_goods;
  if (answer === 'closed') return words.closed;
  return `${rupiah(median(prices))}/${unit}`;
}

function median(prices) {
  const sorted = [...prices].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** A whole amount of rupiah as people write it; NaN for anything else. */
function amount(text) {
  const digits = text.trim().replace(/^rp\.?\s*/i, '');
  return /^(\d{1,9}|\d{1,3}([.,]\d{3})+)$/.test(digits) ? Number(digits.replaceAll(/[.,]/g, '')) : NaN;
}

/** What a row says now; nothing where nothing was entered. */
function answerOf(row) {
  const none = noGoods(row).checked;
  const typed = stalls(row).map((input) => input.value).filter((text) => text.trim() !== '');
  if (!none && typed.length === 0) return null;
  const unit = unitOf(row).value;
  return { answer: none ? 'no-goods' : 'price', prices: none ? [] : typed.map(amount), unit, note: noteOf(row) };
}

/** What the row's prices come to in the canonical unit. */
const canonical = (row, prices) => median(prices) / Number(unitOf(row).selectedOptions[0].dataset.per);

/** Why a price is to be asked about, in words; nothing where it is not. */
function doubt(row, { answer, prices, unit }) {
  if (answer !== 'price') return null;
  const price = canonical(row, prices);
  const per = median(prices) / price;
  const far = (from, factor) => from > 0 && (price > from * factor || price < from / factor);
  const { last, others, jump, distance } = row.dataset;
  const told = (known) => ({ v: `${rupiah(median(prices))}/${unit}`, r: `${rupiah(known * per)}/${unit}` });
  if (far(Number(last), Number(jump))) return fill(words.ask_last, told(Number(last)));
  if (far(Number(others), Number(distance))) return fill(words.ask_others, told(Number(others)));
  return null;
}

/** What is wrong with what a row says, in words; nothing where it can be kept. */
function fault(row, said) {
  if (!said) return row.photo || noteOf(row) !== '' ? words.no_answer : '';
  if (said.prices.some(Number.isNaN)) return words.bad_price;
  const { least, most } = row.dataset;
  const per = Number(unitOf(row).selectedOptions[0].dataset.per);
  const isAbsurd = (price) => price / per < Number(least) || price / per > Number(most);
  return said.prices.some(isAbsurd) ? words.absurd : '';
}

/** Says what is wrong with a row, or that nothing is. */
function mark(row, wrong) {
  const was = row.classList.contains('catat-wrong');
  row.classList.toggle('catat-wrong', wrong !== '');
  for (const input of stalls(row)) {
    if (wrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }
  if (wrong || was) stateOf(row).textContent = wrong;
}

/** Keeps what a row says, unless it is kept already or has to be asked about; whether it is. */
async function keepRow(row, cause = '') {
  const said = answerOf(row);
  const wrong = fault(row, said);
  const now = JSON.stringify([said, day]);
  mark(row, wrong);
  questionOf(row).hidden = true;
  if (wrong || !said || (row.dataset.saved === now && !row.photo && !cause)) {
    await show();
    return !wrong;
  }
  // A price that was asked about once is not asked about again for a note or a picture.
  const price = JSON.stringify([said.prices, said.unit]);
  const known = cause || (row.sure?.price === price ? row.sure.cause : '');
  const asked = known ? null : doubt(row, said);
  if (asked) {
    row.querySelector('.catat-asked').textContent = asked;
    questionOf(row).hidden = false;
    await show();
    return false;
  }
  row.sure = { price, cause: known };
  row.dataset.saved = now;
  const { photo } = row;
  row.photo = undefined;
  await catat.keep(person, [entryOf(row, { ...said, cause: known, ...(photo && { photo }) })]);
  await show();
  send();
  return true;
}

const entryOf = (row, answer) => ({
  market,
  commodity: row.dataset.commodity,
  name: row.querySelector('legend').firstChild.textContent.trim(),
  day,
  ...answer,
});

/** Keeps what can be kept; the rows that are left open. */
async function keepRows() {
  const open = [];
  for (const row of rows) if (!(await keepRow(row))) open.push(row);
  return open;
}

/** Takes everything out of a row. */
function clear(row) {
  for (const input of stalls(row)) input.value = '';
  noGoods(row).checked = false;
  unitOf(row).selectedIndex = 0;
  row.querySelector('textarea').value = '';
  mark(row, '');
  questionOf(row).hidden = true;
  stateOf(row).textContent = '';
  row.classList.remove('catat-done');
  row.dataset.saved = '';
  row.photo = row.sure = undefined;
}

/** The last answer that this phone has of a row, of the account's entries. */
function showRow(row, own) {
  if (isOpen(row)) return;
  const of = ({ market: at, commodity, day: on, state }) =>
    at === market && commodity === row.dataset.commodity && on === day && state !== 'refused';
  const last = own.filter(of).sort((a, b) => b.sequence - a.sequence)[0];
  if (!last) return;
  const text = fill(last.state === 'sent' ? words.sent : words.on_phone, { v: value(last) });
  const told = last.photoRefused ? `${text} ${words.photo_refused}` : text;
  if (stateOf(row).textContent !== told) stateOf(row).textContent = told;
  row.classList.add('catat-done');
}

/** To a row, or to what is asked of it. */
function goTo(row) {
  (row.querySelector('.catat-question:not([hidden]) button') ?? stalls(row)[0]).focus();
}

/** On from a row to the next, or to what is asked of this one. */
async function leave(row) {
  if (!(await keepRow(row))) return goTo(row);
  const next = rows[rows.indexOf(row) + 1];
  if (next) stalls(next)[0].focus();
  else page.querySelector('button[type="submit"]:not([name])').focus();
}

function wire(row) {
  const fields = stalls(row);
  fields.forEach((input, at) => {
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      // On an empty field there is no other stall: on to the next commodity.
      if (input.value.trim() === '' || at === fields.length - 1) leave(row);
      else fields[at + 1].focus();
    });
  });
  row.addEventListener('focusout', (event) => {
    if (!row.contains(event.relatedTarget)) keepRow(row);
  });
  noGoods(row).addEventListener('change', (event) => {
    if (event.target.checked) leave(row);
  });
  // A button a reason: one tap.
  const button = (text, act) => {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
    made.className = 'button-plain';
    made.addEventListener('click', act);
    return made;
  };
  const causes = Object.entries(words.causes).map(([cause, text]) =>
    button(text, async () => {
      await keepRow(row, cause);
      await leave(row);
    }),
  );
  const fix = button(words.fix, () => {
    questionOf(row).hidden = true;
    fields[0].select();
    fields[0].focus();
  });
  const buttons = document.createElement('div');
  buttons.className = 'catat-causes';
  buttons.append(...causes, fix);
  row.querySelector('.catat-cause').replaceWith(buttons);
  const photo = row.querySelector('.catat-photo');
  photo.hidden = false;
  photo.querySelector('input').addEventListener('change', (event) => takePhoto(row, event.target.files[0]));
}

/** A smaller picture, drawn anew: nothing of what the camera wrote beside it is left. */
async function takePhoto(row, file) {
  if (!file) return;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1_280 / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    row.photo = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.7));
    stateOf(row).textContent = words.photo_ready;
  } catch {
    stateOf(row).textContent = words.photo_failed;
  }
}

/** What was typed and is not kept yet, by commodity. */
function unkept() {
  const typed = rows.filter((row) => JSON.stringify([answerOf(row), day]) !== row.dataset.saved);
  return typed
    .map((row) => ({
      commodity: row.dataset.commodity,
      prices: stalls(row).map((input) => input.value),
      none: noGoods(row).checked,
      unit: unitOf(row).value,
      note: noteOf(row),
    }))
    .filter(({ prices, none, note }) => none || note !== '' || prices.some((price) => price.trim() !== ''));
}

/** Leaves nothing in the fields alone when the form goes out of sight: it may never come back. */
async function putAway() {
  const draft = () => {
    const open = unkept();
    if (open.length > 0) localStorage.setItem(DRAFT, JSON.stringify({ person, market, day, rows: open }));
    else localStorage.removeItem(DRAFT);
  };
  // At once, since there may be no time for more.
  draft();
  await keepRows();
  draft();
}

/** Puts back what was typed in this form on this day and could not be kept. */
function takeUp() {
  const draft = JSON.parse(localStorage.getItem(DRAFT) ?? 'null');
  if (draft?.person !== person || draft.market !== market || draft.day !== day) return;
  localStorage.removeItem(DRAFT);
  for (const { commodity, prices, none, unit, note } of draft.rows) {
    const row = rows.find(({ dataset }) => dataset.commodity === commodity);
    if (!row) continue;
    stalls(row).forEach((input, at) => (input.value = prices[at]));
    noGoods(row).checked = none;
    unitOf(row).value = unit;
    row.querySelector('textarea').value = note;
  }
}


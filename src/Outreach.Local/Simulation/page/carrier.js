import { Inbox } from './inbox.js';
import { People, Phone } from './phone.js';
import { $, clockTime, longDate } from './text.js';

const EVERY = 600;
const EVERY_HIDDEN = 3000;
const HIGHLIGHT = 2600;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const state = { version: 0, run: '', number: '', messages: new Map(), added: new Set(), selected: null, read: new Map(), fresh: new Set(), busy: false };

/** The carrier's time, in the zone of whoever looks. */
const clock = { zone: ZONE, phoneZone: ZONE, ahead: 0, get now() { return Date.now() + this.ahead; } };

const inbox = new Inbox({ everyone: 'All mailboxes', empty: 'No email yet. What is sent comes here.' });
const people = new People(select);
const phone = new Phone(refresh);

$('add').addEventListener('submit', e => {
  e.preventDefault();
  const number = $('add-number').value.replace(/[^+\d]/g, '');
  if (!/^\+[1-9]\d{7,14}$/.test(number)) {
    $('announce').textContent = 'Write the number with its country, for example +12125550121.';
    $('add-number').setCustomValidity('Write the number with its country, for example +12125550121.');
    $('add-number').reportValidity();
    return;
  }
  $('add-number').value = '';
  state.added.add(number);
  select(number);
  $('text').focus();
});

$('add-number').addEventListener('input', () => $('add-number').setCustomValidity(''));

function select(key) {
  state.selected = key;
  draw();
}

async function refresh() {
  if (state.busy) return;
  state.busy = true;
  try {
    const answer = await fetch(`/sim/view?since=${state.version}`);
    if (!answer.ok) throw new Error();
    const view = await answer.json();
    if (state.run && view.run !== state.run) Object.assign(state, { version: 0, run: '', messages: new Map() });
    else take(view);
    $('offline').hidden = true;
  } catch {
    $('offline').hidden = false;
  } finally {
    state.busy = false;
  }
}

function take(view) {
  const first = !state.run;
  clock.ahead = Date.parse(view.now) - Date.now();
  $('number').textContent = `${view.number}, ${view.tollFree ? 'toll-free' : 'ten-digit'}`;
  const arrived = view.messages.filter(m => !state.messages.has(m.id));
  for (const message of view.messages) state.messages.set(message.id, message);
  Object.assign(state, { run: view.run, version: view.version, number: view.number });
  if (first) for (const one of phones()) state.read.set(one.key, one.messages.length);
  else for (const message of arrived) highlight(message);
  draw();
}

function highlight(message) {
  state.fresh.add(message.id);
  setTimeout(() => state.fresh.delete(message.id), HIGHLIGHT);
  $('announce').textContent = message.channel === 'email' ? `New email: ${message.subject ?? ''}` : `${message.address}, ${message.direction === 'in' ? 'wrote' : 'received'}: ${message.text}`;
}

/** Every phone with its thread; the one with the latest message first. */
function phones() {
  const threads = Map.groupBy([...state.messages.values()].filter(m => m.channel === 'sms'), m => m.address);
  for (const number of state.added) if (!threads.has(number)) threads.set(number, []);
  const list = [...threads].map(([number, messages]) => ({ key: number, phone: number, name: number, firstName: number, face: number.slice(-2), timeZone: ZONE, messages }));
  return list.sort((a, b) => (b.messages.at(-1)?.at ?? '9').localeCompare(a.messages.at(-1)?.at ?? '9'));
}

function draw() {
  const list = phones();
  const one = list.find(p => p.key === state.selected) ?? list[0];
  if (one) {
    state.selected = one.key;
    state.read.set(one.key, one.messages.length);
    for (const other of list) other.unread = other.messages.length > (state.read.get(other.key) ?? 0);
    people.show(list, one.key, clock);
    phone.show(one, state.number, clock, state.fresh);
  }
  inbox.show([...state.messages.values()].filter(m => m.channel === 'email'), clock, state.fresh);
}

function tick() {
  $('time').textContent = $('phone-time').textContent = clockTime(clock.now, ZONE);
  $('date').textContent = longDate(clock.now, ZONE);
}

async function poll() {
  await refresh();
  setTimeout(poll, document.hidden ? EVERY_HIDDEN : EVERY);
}

setInterval(tick, 1000);
tick();
poll();

import { Clock } from './clock.js';
import { Inbox } from './inbox.js';
import { People, Phone } from './phone.js';
import { $ } from './text.js';
import { Timeline } from './timeline.js';

const EVERY = 600;
const EVERY_HIDDEN = 3000;
const HIGHLIGHT = 2600;
/** How long a followed patient stays before the story moves on; longer for one with a concern. */
const STAY = 3500;
const STAY_CONCERN = 7000;
const RANK = { emergency: 3, urgent: 2, routine: 1 };

const state = {
  version: 0, run: '', practice: '', patients: [], providers: [], messages: new Map(), grown: {}, escalations: [], concern: null,
  selected: null, selectedAt: 0, following: true, taken: new Set(), read: new Map(), fresh: new Set(), busy: false,
};

const clock = new Clock(refresh);
const inbox = new Inbox();
const timeline = new Timeline();
const people = new People(key => { follow(false); inbox.followAgain(); select(key); });
const phone = new Phone(async person => { state.taken.add(person.key); follow(false); await refresh(); });

$('follow').addEventListener('click', () => follow(!state.following));

function follow(on) {
  state.following = on;
  $('follow').setAttribute('aria-pressed', String(on));
  if (on) {
    inbox.followAgain();
    state.selectedAt = 0;
    draw();
  }
}

function select(key) {
  if (state.selected !== key) state.selectedAt = performance.now();
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
    if (state.run && view.run !== state.run) restart();
    else take(view);
    $('offline').hidden = true;
  } catch {
    $('offline').hidden = false;
  } finally {
    state.busy = false;
  }
}

function restart() {
  Object.assign(state, { version: 0, run: '', messages: new Map(), grown: {}, concern: null });
}

function take(view) {
  const first = !state.run;
  clock.read(view.clock);
  $('practice').textContent = view.practice;
  if (view.patients) {
    Object.assign(state, { patients: view.patients, providers: view.providers });
    inbox.name(view.providers, view.patients);
  }
  const arrived = view.messages.filter(m => !state.messages.has(m.id));
  for (const message of view.messages) state.messages.set(message.id, message);
  const unknown = !view.patients && Object.keys(view.grown).some(id => !state.patients.some(p => p.id === id));
  Object.assign(state, { run: view.run, version: unknown ? 0 : view.version, practice: view.practice, grown: view.grown, escalations: view.escalations, concern: view.concern });
  if (first) for (const person of everyone()) state.read.set(person.key, person.messages.length);
  else if (arrived.length > 0) highlight(arrived);
  draw();
}

function highlight(arrived) {
  for (const message of arrived) {
    state.fresh.add(message.id);
    setTimeout(() => state.fresh.delete(message.id), HIGHLIGHT);
  }
  const owner = new Map(everyone().map(p => [p.phone, p.name]));
  const lines = arrived.slice(-3).map(m => m.channel === 'email' ? `New email: ${m.subject ?? ''}` : `${owner.get(m.address) ?? 'A phone'}, ${m.direction === 'in' ? 'wrote' : 'received'}: ${m.text}`);
  $('announce').textContent = arrived.length > 3 ? `${arrived.length} new messages. ${lines.at(-1)}` : lines.join('. ');
}

/** Patients with phones, then providers' phones that have been texted; each with its thread and its most urgent open concern. */
function everyone() {
  const threads = Map.groupBy([...state.messages.values()].filter(m => m.channel === 'sms'), m => m.address);
  const urgency = new Map();
  for (const open of state.escalations) {
    if ((RANK[open.urgency] ?? 0) > (RANK[urgency.get(open.patient)] ?? 0)) urgency.set(open.patient, open.urgency);
  }
  const list = state.patients.filter(p => p.phone).map(p => ({
    ...p, key: p.id, messages: threads.get(p.phone) ?? [], urgency: urgency.get(p.id), playing: p.playing && !state.taken.has(p.id),
  }));
  for (const provider of state.providers) {
    const messages = provider.phone ? threads.get(provider.phone) : null;
    if (messages) list.push({ ...provider, key: provider.phone, firstName: provider.name, timeZone: clock.zone, staff: true, messages });
  }
  return list;
}

/** The latest concern; before there is one, whoever has the latest message. */
function interesting(list) {
  if (state.concern) return state.concern.patientId;
  return list.filter(p => !p.staff && p.messages.length > 0).sort((a, b) => b.messages.at(-1).at.localeCompare(a.messages.at(-1).at))[0]?.key ?? list[0]?.key;
}

function draw() {
  const list = everyone();
  if (list.length === 0) return;
  if (state.following || !list.some(p => p.key === state.selected)) {
    const current = list.find(p => p.key === state.selected);
    const stay = current?.urgency ? STAY_CONCERN : STAY;
    const next = interesting(list);
    if (next !== state.selected && (!current || performance.now() - state.selectedAt > stay)) {
      state.selected = next;
      state.selectedAt = performance.now();
    }
  }
  const person = list.find(p => p.key === state.selected) ?? list[0];
  state.read.set(person.key, person.messages.length);
  for (const one of list) one.unread = one.messages.length > (state.read.get(one.key) ?? 0);
  people.show(list, person.key, clock);
  phone.show(person, state.practice, clock, state.fresh);
  inbox.show([...state.messages.values()].filter(m => m.channel === 'email'), clock, state.fresh, person.id);
  timeline.show(person, state.grown[person.id] ?? 0, clock.zone);
}

async function poll() {
  await refresh();
  setTimeout(poll, document.hidden ? EVERY_HIDDEN : EVERY);
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
poll();

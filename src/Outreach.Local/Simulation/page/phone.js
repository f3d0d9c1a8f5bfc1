import { $, brief, clockTime, dayKey, el, initials, post, shortDate, tint, zoneWord } from './text.js';

const URGENCY = { emergency: 'Emergency', urgent: 'Urgent', routine: 'Concern' };

/** The list of people with phones. */
export class People {
  constructor(pick) {
    this.pick = pick;
  }

  show(people, selected, clock) {
    const list = $('people');
    const focused = document.activeElement?.dataset?.key;
    list.replaceChildren(...people.map(p => el('li', {}, this.#button(p, p.key === selected, clock))));
    if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #button(person, selected, clock) {
    const last = person.messages.at(-1);
    const tag = person.urgency ? el('span', { class: `tag ${person.urgency}` }, URGENCY[person.urgency]) : null;
    return el('button', {
      type: 'button', class: 'person', 'data-key': person.key, 'aria-current': selected ? 'true' : null, onclick: () => this.pick(person.key),
    },
    el('span', { class: `face ${person.staff ? 'staff' : tint(person.name)}`, 'aria-hidden': 'true' }, person.face ?? initials(person.name)),
    el('span', { class: 'line' },
      el('span', { class: 'name' }, person.name),
      person.unread ? el('span', { class: 'dot' }, el('span', { class: 'hidden' }, ' (unread)')) : null,
      el('span', { class: 'when' }, last ? brief(last.at, clock.now, clock.zone) : '')),
    el('span', { class: 'line' },
      el('span', { class: last?.direction === 'in' ? 'last own' : 'last' }, last?.text ?? 'No messages yet'),
      tag));
  }
}

/** The selected phone. */
export class Phone {
  #person = null;
  #drawn = '';
  #practice = '';

  constructor(typed) {
    $('type').addEventListener('submit', async e => {
      e.preventDefault();
      const input = $('text');
      const text = input.value.trim();
      if (!text || !this.#person) return;
      input.value = '';
      $('hint').textContent = '';
      try {
        typed(this.#person);
        await post(`/sim/phones/${encodeURIComponent(this.#person.phone)}`, { text });
      } catch (failed) {
        input.value = text;
        $('hint').textContent = failed.message;
      }
      await typed(this.#person);
    });
  }

  show(person, practice, clock, fresh) {
    const changed = person?.key !== this.#person?.key;
    this.#person = person;
    if (practice) this.#practice = practice;
    $('text').disabled = $('type').querySelector('button').disabled = !person;
    if (!person) return;
    const label = `Text as ${person.firstName}`;
    $('phone-who').textContent = person.phone;
    $('phone-title').textContent = `${person.firstName}’s phone`;
    $('text-label').textContent = label;
    $('text').placeholder = label;
    $('phone-contact').textContent = this.#practice;
    clock.phoneZone = person.timeZone;
    $('phone-zone').textContent = zoneWord(person.timeZone);
    if (changed || !$('hint').textContent.startsWith('!')) $('hint').textContent = hint(person);
    this.#thread(person, changed, fresh);
  }

  #thread(person, changed, fresh) {
    const drawn = person.key + '|' + person.messages.map(m => m.id + m.status).join();
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const thread = $('thread');
    const atEnd = changed || thread.scrollHeight - thread.scrollTop - thread.clientHeight < 60;
    const rows = [];
    let day = '';
    const messages = person.messages.slice(-150);
    for (const [i, message] of messages.entries()) {
      const key = dayKey(message.at, person.timeZone);
      if (key !== day) rows.push(el('li', { class: 'day' }, shortDate(message.at, person.timeZone)));
      day = key;
      rows.push(bubble(message, person, fresh.has(message.id), goesOn(message, messages[i + 1])));
    }
    thread.replaceChildren(...rows);
    if (atEnd) thread.scrollTop = thread.scrollHeight;
  }
}

/** The next bubble is of the same side, at about the same time: one time under both is enough. */
function goesOn(message, next) {
  return next?.direction === message.direction && next.status === message.status && Date.parse(next.at) - Date.parse(message.at) < 120_000;
}

function bubble(message, person, fresh, quiet) {
  const mine = message.direction === 'in';
  const status = message.status === 'failed' ? 'Not delivered' : mine && message.status === 'queued' ? 'On its way' : '';
  return el('li', { class: `${mine ? 'mine' : 'theirs'}${fresh ? ' fresh' : ''}` },
    el('span', { class: 'hidden' }, mine ? `${person.firstName}: ` : 'Practice: '),
    el('p', { lang: !mine && person.language === 'spanish' ? 'es' : null }, message.text),
    quiet ? null : el('span', { class: 'at' }, [clockTime(message.at, person.timeZone), status].filter(Boolean).join(' · ')));
}

function hint(person) {
  if (person.staff) return 'A provider’s phone: escalations come here too.';
  if (person.playing) return `Scripted: ${person.inShort}. Type to take over.`;
  return person.inShort ? `You are ${person.firstName} now.` : `You are ${person.firstName}. Type an answer.`;
}

import { $, clockTime, dayKey, el, shortDate } from './text.js';

/** How an event looks, by the start of its name. */
const LOOKS = [
  ['escalation-', 'concern'], ['concern-', 'concern'], ['handed-', 'concern'], ['patient-called', 'act'], ['provider-', 'act'],
  ['reply-', 'reply'], ['answer-', 'reply'], ['opted-', 'stop'], ['contact-', 'stop'], ['message-not', 'stop'], ['message-held', 'stop'],
  ['check-in-', 'ask'], ['question-', 'ask'], ['asked-', 'ask'], ['message-', 'sent'],
];

/** Steps of the machinery that say nothing a reader has not read in the line beside them. */
const QUIET = new Set(['message-sent', 'message-reported', 'question-asked', 'reply-held']);

export class Timeline {
  #shown = '';
  #asked = 0;

  async show(person, grown, zone) {
    if (!person || person.staff) {
      this.#write(person, []);
      this.#shown = '';
      return;
    }
    const key = `${person.id}|${grown}`;
    if (key === this.#shown) return;
    const ask = ++this.#asked;
    const fresh = this.#shown.startsWith(person.id);
    this.#shown = key;
    try {
      const answer = await fetch(`/api/patients/${person.id}/timeline?take=200`);
      if (!answer.ok) throw new Error();
      const { items } = await answer.json();
      if (ask === this.#asked) this.#write(person, items, zone, fresh);
    } catch {
      if (ask === this.#asked) this.#shown = '';
    }
  }

  #write(person, items, zone, fresh) {
    $('story-who').textContent = person?.name ?? '';
    const list = $('timeline');
    const before = new Set([...list.querySelectorAll('[data-place]')].map(n => n.dataset.place));
    const rows = [];
    let day = '';
    for (const item of items.filter(i => !QUIET.has(i.event))) {
      const key = dayKey(item.at, zone);
      if (key !== day) rows.push(el('li', { class: 'day' }, shortDate(item.at, zone)));
      day = key;
      const place = item.place ?? item.at + item.event + (item.text ?? '');
      rows.push(row(item, place, zone, fresh && !before.has(place)));
    }
    list.replaceChildren(...rows);
    if (rows.length === 0) list.append(el('li', { class: 'empty' }, person?.staff ? 'Providers have no timeline.' : 'Nothing has happened yet.'));
  }
}

function row(item, place, zone, fresh) {
  const look = LOOKS.find(([start]) => item.event.startsWith(start))?.[1] ?? 'plain';
  const why = item.why && item.why !== item.text ? item.why : '';
  return el('li', { class: `${look}${fresh ? ' fresh' : ''}`, 'data-place': place },
    el('time', { datetime: item.at }, clockTime(item.at, zone)),
    el('div', {},
      el('p', {}, item.text ?? item.event.replaceAll('-', ' ')),
      why ? el('p', { class: 'why' }, el('b', {}, 'Why '), why) : null));
}

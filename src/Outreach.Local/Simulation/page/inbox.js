import { $, brief, clockTime, el, shortDate } from './text.js';

const EVERYONE = 'providers';

/** Emails as received, of the providers together or of one mailbox. */
export class Inbox {
  #emails = [];
  #seen = new Set();
  #opened = null;
  #byHand = false;
  #names = new Map();
  #boxes = '';

  #words;

  constructor(words = { everyone: 'All providers', empty: 'No email yet. A concern will come here.' }) {
    this.#words = words;
    $('mailbox').addEventListener('change', () => {
      this.#opened = null;
      this.#byHand = false;
      this.show();
    });
  }

  /** Whose the addresses are: providers first, then patients who have had mail. */
  name(providers, patients) {
    this.#names = new Map([...providers.map(p => [p.email, { name: p.name, staff: true }]), ...patients.filter(p => p.email).map(p => [p.email, { name: p.name, staff: false }])]);
  }

  /** @param about the patient who is shown: the latest email about them opens by itself, until one is picked by hand. */
  show(emails, clock, fresh, about) {
    if (emails) [this.#emails, this.clock, this.fresh] = [emails, clock, fresh];
    this.#mailboxes();
    const box = $('mailbox').value;
    const shown = this.#emails.filter(m => box === EVERYONE ? this.#names.get(m.address)?.staff !== false : m.address === box).reverse();
    const next = shown.find(m => m.patient === about) ?? (this.#opened ? null : shown[0]);
    if (next && !this.#byHand && this.#opened !== next.id) this.#open(next);
    $('mails').replaceChildren(...shown.slice(0, 100).map(m => this.#row(m)));
    if (shown.length === 0) $('mails').append(el('li', { class: 'empty' }, this.#words.empty));
    if (shown.length === 0) $('mail').hidden = true;
  }

  followAgain() {
    this.#byHand = false;
  }

  #mailboxes() {
    const addresses = [...new Set([...[...this.#names].filter(([, n]) => n.staff).map(([a]) => a), ...this.#emails.map(m => m.address)])];
    const boxes = addresses.join();
    if (boxes === this.#boxes) return;
    this.#boxes = boxes;
    const chosen = $('mailbox').value || EVERYONE;
    $('mailbox').replaceChildren(
      el('option', { value: EVERYONE }, this.#words.everyone),
      ...addresses.map(a => el('option', { value: a }, this.#names.get(a)?.name ?? a)));
    $('mailbox').value = addresses.includes(chosen) ? chosen : EVERYONE;
  }

  #row(mail) {
    const unread = !this.#seen.has(mail.id);
    return el('li', { class: this.fresh.has(mail.id) ? 'fresh' : null },
      el('button', { type: 'button', class: unread ? 'unread' : null, 'aria-current': this.#opened === mail.id ? 'true' : null, onclick: () => this.#pick(mail) },
        el('span', { class: 'to' }, `To ${this.#names.get(mail.address)?.name ?? mail.address}`),
        el('span', { class: 'when' }, brief(mail.at, this.clock.now, this.clock.zone)),
        el('span', { class: /^emergency/i.test(mail.subject ?? '') ? 'subject emergency' : 'subject' }, mail.subject ?? 'No subject', unread ? el('span', { class: 'hidden' }, ' (unread)') : null)));
  }

  #pick(mail) {
    this.#byHand = true;
    this.#open(mail);
    this.show();
  }

  #open(mail) {
    this.#opened = mail.id;
    this.#seen.add(mail.id);
    $('mail').hidden = false;
    $('mail-subject').textContent = mail.subject ?? 'No subject';
    $('mail-to').textContent = `To ${this.#names.get(mail.address)?.name ?? ''} <${mail.address}>`;
    $('mail-at').textContent = `${shortDate(mail.at, this.clock.zone)}, ${clockTime(mail.at, this.clock.zone)}`;
    // Sandboxed: no scripts, no forms; a link opens a tab of its own.
    $('mail-body').srcdoc = '<!doctype html><base target="_blank"><style>body{margin:0}</style>' + (mail.html ?? plain(mail.text));
  }
}

/** A text email with its links made clickable. */
function plain(text) {
  const page = el('div', {});
  for (const part of text.split(/(https?:\/\/[^\s<>"]+)/)) {
    page.append(/^https?:\/\//.test(part) ? el('a', { href: part, rel: 'noopener' }, part) : part);
  }
  page.setAttribute('style', 'white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.55 system-ui,sans-serif;color:#1d2a30;padding:14px 16px');
  return page.outerHTML;
}

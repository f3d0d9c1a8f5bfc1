// Everything shown is put in as text, never as HTML.
export const $ = id => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter(c => c !== null && c !== undefined && c !== false));
  return node;
}

const formats = new Map();

function format(zone, name, options) {
  const key = `${zone}|${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }));
  return formats.get(key);
}

export const clockTime = (at, zone) => format(zone, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
export const longDate = (at, zone) => format(zone, 'long', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }).format(new Date(at));
export const shortDate = (at, zone) => format(zone, 'short', { weekday: 'short', month: 'short', day: 'numeric' }).format(new Date(at));
export const dayKey = (at, zone) => format(zone, 'day', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));

/** "09:04" today, "Fri, Feb 27" before. */
export const brief = (at, now, zone) => dayKey(at, zone) === dayKey(now, zone) ? clockTime(at, zone) : shortDate(at, zone);

export const zoneWord = zone => zone.split('/').pop().replaceAll('_', ' ');

export const initials = name => name.split(/\s+/).filter(Boolean).slice(0, 2).map(w => w[0].toUpperCase()).join('');

/** The soft colour of a person's circle, always the same for the same name. */
export const tint = name => `tint-${[...name].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) >>> 0, 7) % 6}`;

export async function post(url, body) {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(json.detail ?? 'That did not work.');
  return json;
}

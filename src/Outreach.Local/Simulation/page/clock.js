import { $, clockTime, longDate, post } from './text.js';

/** The clock as last read, and how far it has run since. Shown between two readings, so that it does not jump. */
export class Clock {
  #reading = null;
  #readAt = 0;
  #busy = false;

  /** The zone of the phone that is shown. */
  phoneZone = null;

  constructor(refresh) {
    this.refresh = refresh;
    $('speeds').addEventListener('click', e => this.#speed(e.target.closest('button')));
    $('jumps').addEventListener('click', e => this.#jump(e.target.closest('button')));
    setInterval(() => this.show(), 250);
  }

  get zone() { return this.#reading?.zone ?? 'UTC'; }

  /** Simulated milliseconds since 1970. Never runs further ahead than a reading is late. */
  get now() {
    if (!this.#reading) return 0;
    const late = Math.min(performance.now() - this.#readAt, 900);
    return Date.parse(this.#reading.now) + late * this.#reading.speed;
  }

  read(reading) {
    this.#reading = reading;
    this.#readAt = performance.now();
    const real = reading.mode === 'real';
    $('jumps').hidden = real;
    $('speeds').hidden = real;
    for (const button of $('speeds').children) button.setAttribute('aria-pressed', String(Number(button.dataset.speed) === reading.speed));
    this.show();
  }

  show() {
    if (!this.#reading) return;
    $('time').textContent = clockTime(this.now, this.zone);
    $('date').textContent = longDate(this.now, this.zone);
    if (this.phoneZone) $('phone-time').textContent = clockTime(this.now, this.phoneZone);
  }

  async #speed(button) {
    if (!button) return;
    await this.#send({ speed: Number(button.dataset.speed) });
  }

  async #jump(button) {
    if (!button || this.#busy) return;
    this.#busy = true;
    button.setAttribute('aria-busy', 'true');
    await this.#send(button.dataset.jump === 'next' ? { to: 'next' } : { advance: 'P1D' });
    button.removeAttribute('aria-busy');
    this.#busy = false;
  }

  async #send(order) {
    try {
      this.read(await post('/sim/clock', order));
    } catch (failed) {
      $('announce').textContent = failed.message;
    }
    await this.refresh();
  }
}

// Reads the readings of a JSON file { lines: [{ ask, language, text }] } with @microsoft/recognizers-text-suite, as a programmer would who wants a reading.
// Prints { values: [..], microseconds } by processor time of one reading, after a first pass to warm up.
const fs = require('fs');
const { recognizeNumber, recognizeTemperature, recognizeDimension, Culture } = require('@microsoft/recognizers-text-suite');

const { lines } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
// It reads 128/76 and "128 over 76" as fractions: the two numbers are taken apart before.
const between = /\s*(?:\/|\\|\bover\b|\bsobre\b|\bcon\b)\s*/i;

const culture = line => line.language === 'es' ? Culture.Spanish : Culture.English;
const plain = (value, line) => line.language === 'es' ? value.replace(/\./g, '').replace(',', '.') : value;
const values = (found, line) => found.map(f => f.resolution && f.resolution.value).filter(v => v !== undefined && v !== null).map(v => plain(String(v), line));
const units = { 'temperature': recognizeTemperature, 'weight': recognizeDimension };

function read(line) {
  if (line.ask === 'blood-pressure') {
    const parts = line.text.split(between).map(part => values(recognizeNumber(part, culture(line)), line)).filter(v => v.length > 0);
    if (parts.length > 1) return `${parts[0][parts[0].length - 1]}/${parts[1][0]}`;
    return parts.length === 1 && parts[0].length > 1 ? `${parts[0][0]}/${parts[0][1]}` : null;
  }
  const withUnit = units[line.ask] ? values(units[line.ask](line.text, culture(line)), line) : [];
  const found = withUnit.length > 0 ? withUnit : values(recognizeNumber(line.text, culture(line)), line);
  return found.length > 0 ? found[0] : null;
}

const first = lines.map(read);
const runs = 5;
const began = process.cpuUsage();
for (let run = 0; run < runs; run++) lines.forEach(read);
const used = process.cpuUsage(began);
console.log(JSON.stringify({ values: first, microseconds: (used.user + used.system) / (runs * lines.length) }));

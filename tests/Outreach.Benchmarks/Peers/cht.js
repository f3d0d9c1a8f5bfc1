// Steps a cadence over its days by the rules engine of CHT, as cht-conf-test-harness runs it: once a day, and again after each answer.
// Takes a JSON file { patients, days, first, checkIns: [{ day, id }] }; prints { asked, answered, steps, cpu, engine } in seconds.
const fs = require('fs');
const os = require('os');
const path = require('path');

const ask = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const project = fs.mkdtempSync(path.join(os.tmpdir(), 'outreach-cht-'));

// As cht-conf compiles tasks.js since CHT 4.2: JavaScript run once for each contact, which emits its tasks.
const rules = `
  const day = 86400000;
  const enrolled = c.reports.find(r => r.form === 'enroll');
  if (enrolled) {
    for (const checkIn of ${JSON.stringify(ask.checkIns)}) {
      const due = enrolled.reported_date + checkIn.day * day;
      emit('task', new Task({
        _id: c.contact._id + '~' + checkIn.id, deleted: false, doc: { contact: c.contact }, contact: c.contact, icon: 'reading',
        date: new Date(due), readyStart: 0, readyEnd: 1, title: checkIn.id,
        resolved: c.reports.some(r => r.form === 'reading' && r.fields.check_in === checkIn.id),
        actions: [{ type: 'report', form: 'reading', label: 'reading', content: { contact: c.contact } }],
      }));
    }
  }
  emit('_complete', { _id: true });`;
const files = {
  'app_settings.json': { tasks: { rules, isDeclarative: true, schedules: [], targets: { items: [] } } },
  'harness.defaults.json': { coreVersion: '4.11.0', user: 'worker', subject: 'patient-0', docs: [{ _id: 'worker', type: 'person', name: 'worker' }] },
};
for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(project, name), JSON.stringify(content));

const Harness = require('cht-conf-test-harness');

async function run() {
  const harness = new Harness({ directory: project, ownedBySubject: false });
  const now = new Date(`${ask.first}T09:00:00Z`).getTime();
  await harness.setNow(now);
  for (let n = 0; n < ask.patients; n++) {
    const id = `patient-${n}`;
    harness.pushMockedDoc({ _id: id, type: 'person', name: id, patient_id: id, reported_date: now });
    harness.pushMockedDoc({ _id: `enroll-${n}`, form: 'enroll', type: 'data_record', patient_id: id, reported_date: now, fields: { patient_id: id } });
  }

  let [asked, answered, steps, engine] = [0, 0, 0, 0];
  const rulesEngine = harness.coreAdapter.rulesEngine;
  for (const name of ['fetchTasksFor', 'updateEmissionsFor', 'initialize', 'rulesConfigChange']) {
    const own = rulesEngine[name].bind(rulesEngine);
    rulesEngine[name] = async (...args) => {
      const before = process.cpuUsage();
      try {
        return await own(...args);
      } finally {
        engine += seconds(process.cpuUsage(before));
      }
    };
  }

  const look = async () => {
    steps++;
    return harness.getTasks();
  };
  const began = process.cpuUsage();
  for (let day = 0; day <= ask.days; day++) {
    const tasks = await look();
    asked += tasks.length;
    if (tasks.length > 0) {
      for (const task of tasks) {
        harness.pushMockedDoc({
          _id: `reading-${task.emission._id}`, form: 'reading', type: 'data_record', patient_id: task.owner, reported_date: harness.getNow(),
          fields: { patient_id: task.owner, check_in: task.emission.title, systolic: 118 + (day % 11), diastolic: 72 + (day % 7) },
        });
      }
      if ((await look()).length > 0) throw Error(`Day ${day}: a check-in is still open after its answer.`);
      answered += tasks.length;
    }
    await harness.flush(1);
  }

  return { asked, answered, steps, cpu: seconds(process.cpuUsage(began)), engine };
}

const seconds = used => (used.user + used.system) / 1e6;

run().then(result => console.log(JSON.stringify(result)), error => {
  console.error(error);
  process.exitCode = 1;
}).finally(() => fs.rmSync(project, { recursive: true, force: true }));

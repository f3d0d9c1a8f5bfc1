metadata description = 'A trial: nearly nothing to pay while idle, and no promise about the first minute. No real patients.'

@export()
var trial = {
  // The free grant is 100,000 GB-s a month; the auditor alone, one second every minute, takes 21,600 at 512 MB and 86,400 at 2048.
  instanceMemoryMB: 512
  // The least the plan takes.
  maximumInstanceCount: 40
  // None: an always-ready instance is paid for by the second, idle or not. docs/deploy.md says how late a reply may then be read.
  alwaysReady: []
  durablePolling: '00:00:10'
  storageSku: 'Standard_LRS'
  // So that azd down takes everything away.
  locked: false
  // The least that costs nothing extra.
  logDays: 30
  // A fault that logs in a loop must not become a bill. In production a cap would also silence the alerts.
  logGigabytesADay: 1
  // An alert that asks every quarter of an hour costs a third of one that asks every five minutes.
  alertEvery: 'PT15M'
  // Well above what docs/deploy.md reckons: it speaks up when something runs wild.
  monthlyBudget: 25
}

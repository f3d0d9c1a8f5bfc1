metadata description = 'A practice in earnest: a text that says "chest pain" is read within seconds at any hour.'

@export()
var production = {
  // Room for sixteen replies at once beside the durable clocks.
  instanceMemoryMB: 2048
  // Far above what sending at the carrier's rate can use; a fault must not scale into a bill.
  maximumInstanceCount: 40
  alwaysReady: [
    // The clocks: with Azure Storage behind them, Flex Consumption asks for one that is always there.
    { name: 'durable', instanceCount: 1 }
    // What patients text. No cold start stands between "chest pain" and a provider.
    { name: 'function:Inbound', instanceCount: 1 }
  ]
  // A nudge is seen within two seconds; asking costs cents a month.
  durablePolling: '00:00:02'
  // A data centre may burn down without a reply being lost.
  storageSku: 'Standard_ZRS'
  // Ledgers and the contact key must not go with a mistyped command: opt-outs have to be kept four years, records longer.
  locked: true
  // A quarter to look back when something comes to light late.
  logDays: 90
  logGigabytesADay: -1
  alertEvery: 'PT5M'
  // Twice what docs/deploy.md reckons for 300 patients; set it to your own.
  monthlyBudget: 250
}

metadata description = 'What differs between a trial and a practice in earnest. The two values are trial.bicep and production.bicep.'

@export()
@description('Sizes and protections of one stage.')
type stage = {
  @description('Memory of one instance in MB; Flex Consumption has these three sizes.')
  instanceMemoryMB: 512 | 2048 | 4096
  @description('How many instances there may be at most. Flex Consumption takes 40 to 1000.')
  maximumInstanceCount: int
  @description('Instances that are always there, by scaling group: "durable", or "function:NAME".')
  alwaysReady: alwaysReady[]
  @description('How long the queues of the durable clocks may go unasked, as hh:mm:ss.')
  durablePolling: string
  @description('In how many places the ledgers lie: one room (LRS) or three data centres of the region (ZRS).')
  storageSku: 'Standard_LRS' | 'Standard_ZRS'
  @description('Whether storage and keys are locked against deletion.')
  locked: bool
  @description('How many days logs are kept.')
  logDays: int
  @description('Gigabytes of logs a day after which no more are taken; -1 is no limit.')
  logGigabytesADay: int
  @description('How often the logs are asked whether something is wrong, as an ISO 8601 duration.')
  alertEvery: 'PT5M' | 'PT15M'
  @description('What a month may cost, in the currency of the subscription, before the budget speaks up.')
  monthlyBudget: int
}

@export()
type alwaysReady = {
  name: string
  instanceCount: int
}

metadata description = 'Says when a month costs more than it should. It stops nothing: patients are not cut off for money.'

param name string
@minValue(1)
param amount int
param start string
param email string

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      // Early enough to look before it is too much.
      eighty: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [email] }
      // Before it happens: a loop that sends shows here first.
      forecast: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [email] }
    }
  }
}

metadata description = 'Optional: Durable Task Scheduler keeps the clocks in place of the storage account. What it holds can be lost: the nightly walk starts every clock that is missing.'

param name string
param location string
param tags object
param appPrincipalId string
param appClientId string

// Durable Task Data Contributor: starts, nudges and runs the clocks. The worker's role alone cannot start one.
var dataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // Paid by the action; Dedicated is for far more than one practice.
    sku: { name: 'Consumption' }
    // An empty list lets nobody in, and the app has no fixed address. Who gets in is settled by the role: there are no keys.
    ipAllowlist: ['0.0.0.0/0']
  }
}

// The hub that host.scheduler.json names.
resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: 'OutreachFollowUps'
}

resource contributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler.id, appPrincipalId, dataContributor)
  scope: scheduler
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataContributor)
  }
}

output connection string = 'Endpoint=${scheduler.properties.endpoint};Authentication=ManagedIdentity;ClientID=${appClientId}'

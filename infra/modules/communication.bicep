metadata description = 'Communication Services: SMS, and email by way of the linked domain. Phone numbers are no ARM resources: docs/deploy.md.'

param name string
param tags object
param emailDomainId string
param appPrincipalId string

// Communication and Email Service Owner: there is no built-in role that may only send.
var communicationOwner = '09976791-48a7-449e-bb21-39d1a415f350'

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: 'United States'
    linkedDomains: [emailDomainId]
    // No access keys.
    disableLocalAuth: true
  }
}

resource sender 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, appPrincipalId, communicationOwner)
  scope: service
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', communicationOwner)
  }
}

output id string = service.id
output name string = service.name
output endpoint string = 'https://${service.properties.hostName}'

metadata description = 'One practice: its resources and what binds them. Names follow the abbreviations of the Cloud Adoption Framework.'

import { stage as stageType } from 'stages/stage.bicep'

param environmentName string
param location string
@description('Thirteen letters and digits that make names unique.')
param token string
param tags object
param stage stageType
param alertEmail string
param smsFrom string
param emailDomain string
param emailDomainVerified bool
param emailSender string
param emailReplyTo string
param publicAddress string
param otlpEndpoint string
param clocks 'storage' | 'scheduler'
param entraClientId string
param budgetStart string

// The app's own identity, made before the app: it can be given its rights first, so that the app never starts without them.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-outreach-${token}'
  location: location
  tags: tags
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'stoutreach${token}'
    location: location
    tags: tags
    sku: stage.storageSku
    locked: stage.locked
    appPrincipalId: identity.properties.principalId
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    token: token
    location: location
    tags: tags
    days: stage.logDays
    gigabytesADay: stage.logGigabytesADay
    appPrincipalId: identity.properties.principalId
  }
}

module keys 'modules/keys.bicep' = {
  name: 'keys'
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    locked: stage.locked
    workspaceId: monitoring.outputs.workspaceId
    appPrincipalId: identity.properties.principalId
  }
}

module email 'modules/email.bicep' = {
  name: 'email'
  params: {
    name: 'email-outreach-${token}'
    tags: tags
    domain: emailDomain
    verified: emailDomainVerified
    sender: emailSender
  }
}

module communication 'modules/communication.bicep' = {
  name: 'communication'
  params: {
    name: 'acs-outreach-${token}'
    tags: tags
    emailDomainId: email.outputs.domainId
    appPrincipalId: identity.properties.principalId
  }
}

module inbound 'modules/inbound.bicep' = {
  name: 'inbound'
  params: {
    name: 'evgst-outreach-${token}'
    tags: tags
    communicationName: communication.outputs.name
    storageName: storage.outputs.name
    queueName: storage.outputs.inboundQueue
    deadLetterContainer: storage.outputs.deadLetterContainer
  }
}

module scheduler 'modules/scheduler.bicep' = if (clocks == 'scheduler') {
  name: 'scheduler'
  params: {
    name: 'dts-outreach-${token}'
    location: location
    tags: tags
    appPrincipalId: identity.properties.principalId
    appClientId: identity.properties.clientId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: 'func-outreach-${token}'
    planName: 'asp-outreach-${token}'
    location: location
    tags: union(tags, { 'azd-service-name': 'app' })
    stage: stage
    identityId: identity.id
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
  }
}

module settings 'modules/settings.bicep' = {
  name: 'settings'
  params: {
    appName: app.outputs.name
    publicAddress: publicAddress
    identityClientId: identity.properties.clientId
    storageName: storage.outputs.name
    durablePolling: stage.durablePolling
    insightsConnection: monitoring.outputs.insightsConnection
    otlpEndpoint: otlpEndpoint
    schedulerConnection: scheduler.?outputs.connection ?? ''
    communicationEndpoint: communication.outputs.endpoint
    smsFrom: smsFrom
    emailFrom: email.outputs.from
    emailReplyTo: emailReplyTo
    emailPerMinute: email.outputs.perMinute
    emailPerHour: email.outputs.perHour
    linkKeyUri: keys.outputs.linkKeyUri
    contactKeyUri: keys.outputs.contactKeyUri
  }
}

module access 'modules/access.bicep' = {
  name: 'access'
  params: {
    appName: app.outputs.name
    clientId: entraClientId
  }
  dependsOn: [settings]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    token: token
    location: location
    tags: tags
    email: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    every: stage.alertEvery
    topicId: inbound.outputs.topicId
    communicationId: communication.outputs.id
    emailPerHour: email.outputs.perHour
  }
}

module budget 'modules/budget.bicep' = {
  name: 'budget'
  params: {
    name: 'budget-outreach-${environmentName}'
    amount: stage.monthlyBudget
    start: budgetStart
    email: alertEmail
  }
}

output appName string = app.outputs.name
output appHost string = app.outputs.host
output address string = settings.outputs.address
output communicationName string = communication.outputs.name
output emailFrom string = email.outputs.from
output emailRecords object = email.outputs.records
output storageName string = storage.outputs.name
output vaultName string = keys.outputs.vaultName

metadata description = 'Outreach on Azure: everything one practice needs, in one resource group.'

targetScope = 'subscription'

import { trial } from 'stages/trial.bicep'
import { production } from 'stages/production.bicep'

@minLength(1)
@maxLength(32)
@description('Name of this deployment, e.g. "riverside-trial". azd calls it the environment.')
param environmentName string

@minLength(1)
@description('Region, e.g. "eastus2". One in the United States that has Flex Consumption and, for production, zone-redundant storage.')
param location string

@allowed(['trial', 'production'])
@description('Sizes and protections: infra/stages/trial.bicep or production.bicep.')
param stage string = 'trial'

@minLength(3)
@description('Who is written to when something is wrong, and when the budget is reached. A mailbox someone reads every day.')
param alertEmail string

@description('The practice\'s sending numbers in E.164, separated by commas. Empty until there is one: texts then wait, and everything else works.')
param smsFrom string = ''

@description('The practice\'s own domain for email, e.g. "mail.example.org". Empty: a domain made by Azure, with 10 emails an hour.')
param emailDomain string = ''

@description('Whether that domain has been verified (docs/deploy.md). Until then email leaves from the one made by Azure.')
param emailDomainVerified 'true' | 'false' = 'false'

@minLength(1)
@description('What stands before the @ of the practice\'s own domain.')
param emailSender string = 'care'

@description('Where answers to an email go; Communication Services receives none. Empty: nowhere.')
param emailReplyTo string = ''

@description('Where patients and providers reach the app, e.g. "https://followup.example.org". Empty: the address Azure gives it.')
param publicAddress string = ''

@description('An OpenTelemetry collector, e.g. "https://otel.example.org", that gets traces, measures and logs as well. Empty: Application Insights alone.')
param otlpEndpoint string = ''

@description('What keeps the durable clocks: the storage account, or Durable Task Scheduler (docs/deploy.md). The app must be built for the same.')
param clocks 'storage' | 'scheduler' = 'storage'

@description('Application (client) id of the Entra registration that guards the admin API; the preprovision hook makes it. Empty: the admin API lets nobody in.')
param entraClientId string = ''

@description('First day of the month in which the budget began, yyyy-MM-01. Azure refuses to change it later, so the preprovision hook keeps it.')
param budgetStart string = utcNow('yyyy-MM-01')

var token = toLower(uniqueString(subscription().id, environmentName, location))
var size = stage == 'production' ? production : trial

// azd finds its own by the first; the others are for whoever reads the bill or cleans up.
var tags = {
  'azd-env-name': environmentName
  workload: 'outreach'
  stage: stage
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-outreach-${environmentName}'
  location: location
  tags: tags
}

module practice 'practice.bicep' = {
  name: 'outreach-${token}'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    token: token
    tags: tags
    stage: size
    alertEmail: alertEmail
    smsFrom: smsFrom
    emailDomain: emailDomain
    emailDomainVerified: emailDomainVerified == 'true'
    emailSender: emailSender
    emailReplyTo: emailReplyTo
    publicAddress: publicAddress
    otlpEndpoint: otlpEndpoint
    clocks: clocks
    entraClientId: entraClientId
    budgetStart: budgetStart
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output OUTREACH_APP_NAME string = practice.outputs.appName
output OUTREACH_APP_HOST string = practice.outputs.appHost
output OUTREACH_ADDRESS string = practice.outputs.address
output OUTREACH_COMMUNICATION_NAME string = practice.outputs.communicationName
output OUTREACH_EMAIL_FROM string = practice.outputs.emailFrom
output OUTREACH_EMAIL_RECORDS object = practice.outputs.emailRecords
output OUTREACH_STORAGE_NAME string = practice.outputs.storageName
output OUTREACH_VAULT_NAME string = practice.outputs.vaultName

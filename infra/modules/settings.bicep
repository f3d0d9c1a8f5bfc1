metadata description = 'The app settings: exactly those the code and its host read. A test compares them with the code and with local.settings.sample.json.'

param appName string
param publicAddress string
param identityClientId string
param storageName string
param durablePolling string
@description('Of Durable Task Scheduler, without a key in it; empty where the storage account keeps the clocks.')
param schedulerConnection string
param insightsConnection string
param communicationEndpoint string
@description('An OpenTelemetry collector that gets everything as well; empty for none.')
param otlpEndpoint string
param smsFrom string
param emailFrom string
param emailReplyTo string
param emailPerMinute int
param emailPerHour int
param linkKeyUri string
param contactKeyUri string

resource site 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

var address = empty(publicAddress) ? 'https://${site.properties.defaultHostName}' : publicAddress

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: site
  name: 'appsettings'
  properties: {
    // Which identity DefaultAzureCredential takes.
    AZURE_CLIENT_ID: identityClientId

    // The host's own storage, by identity: leases, the inbound queue, the durable clocks.
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    AzureWebJobsStorage__blobServiceUri: account.properties.primaryEndpoints.blob
    AzureWebJobsStorage__queueServiceUri: account.properties.primaryEndpoints.queue
    AzureWebJobsStorage__tableServiceUri: account.properties.primaryEndpoints.table

    // Over host.json, because the stages differ.
    AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval: durablePolling

    // Read by host.scheduler.json alone.
    DURABLE_TASK_SCHEDULER_CONNECTION_STRING: schedulerConnection

    // Where to, and by which identity.
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    // Host and app take an empty one for none.
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint

    Outreach__Tables__ServiceUri: account.properties.primaryEndpoints.table
    Outreach__Communication__Endpoint: communicationEndpoint
    // Empty until there is a number: what would be texted waits, with its reason on the timeline; email works, and an alert says so.
    Outreach__Sms__From: smsFrom
    // The limit of one US toll-free number: 200 messages a minute.
    Outreach__Sms__PerMinute: '200'
    Outreach__Email__From: emailFrom
    Outreach__Email__ReplyTo: emailReplyTo
    Outreach__Email__PerMinute: string(emailPerMinute)
    Outreach__Email__PerHour: string(emailPerHour)
    Outreach__PublicAddress: address
    Outreach__LinkKey: '@Microsoft.KeyVault(SecretUri=${linkKeyUri})'
    Outreach__ContactKey: '@Microsoft.KeyVault(SecretUri=${contactKeyUri})'
    // No key opens the admin API: Entra roles alone do.
    Outreach__ApiKey: ''
    // The folder deployed with the app.
    Outreach__CarePlans: ''
  }
}

output address string = address

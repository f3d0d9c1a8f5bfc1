metadata description = 'The storage account: ledgers (tables), durable clocks and inbound queue, deployment package, dead letters.'

param name string
param location string
param tags object
param sku 'Standard_LRS' | 'Standard_ZRS'
param locked bool
param appPrincipalId string

// The same as in TableLedgerStore and OwnTables; the app makes them too, where they are missing. A test compares the lists.
var tables = ['ledger', 'due', 'escalations', 'patients', 'contacts', 'strays', 'access', 'rates', 'emails', 'setaside', 'practice']

// InboundFunctions.Queue and PoisonQueue.
var queues = ['outreach-inbound', 'outreach-inbound-poison']

var deadLetters = 'dead-letters'
var deployments = 'deployments'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    // Identity only: there is no key to leak. The portal signs in the same way.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    // Nothing here is ever public, nor copied to another tenant.
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    // Reached over the public endpoint, by identity alone. Private endpoints would cost about as much as all the rest of a small practice.
    publicNetworkAccess: 'Enabled'
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    // A dead letter or a package deleted by mistake can be had back for a week.
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource deploymentContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: deployments
}

resource deadLetterContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: deadLetters
}

// A dead letter holds what a patient wrote. It can be replayed for 30 days: the ledger knows a message again for 35.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'dead-letters-30-days'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${deadLetters}/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
  dependsOn: [blobs]
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

// Made here and not by the app: Event Grid delivers into the first before any code is deployed.
resource inboundQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [for queue in queues: {
  parent: queueService
  name: queue
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource ledgers 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [for table in tables: {
  parent: tableService
  name: table
}]

// Production only: azd down and a careless hand are stopped here.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep-ledgers'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the patients\' ledgers and opt-outs. Export them before you lift this: docs/deploy.md.'
  }
}

module blobRole 'role-on-storage.bicep' = {
  name: 'role-blobs'
  params: {
    storageName: account.name
    principalId: appPrincipalId
    // Storage Blob Data Owner: the role the Functions host asks for, for its leases and the deployment package; durable payloads over 45 KB lie in blobs.
    roleId: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  }
}

module queueRole 'role-on-storage.bicep' = {
  name: 'role-queues'
  params: {
    storageName: account.name
    principalId: appPrincipalId
    // Storage Queue Data Contributor: the inbound queue, and those the durable clocks make for themselves.
    roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  }
}

module tableRole 'role-on-storage.bicep' = {
  name: 'role-tables'
  params: {
    storageName: account.name
    principalId: appPrincipalId
    // Storage Table Data Contributor: the ledgers, and the history of the clocks.
    roleId: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  }
}

output name string = account.name
output inboundQueue string = queues[0]
output deadLetterContainer string = deadLetterContainer.name
output deploymentContainer string = deploymentContainer.name

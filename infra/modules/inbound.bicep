metadata description = 'From the carrier into the queue: Event Grid delivers texts and delivery reports by its own identity.'

param name string
param tags object
param communicationName string
param storageName string
param queueName string
param deadLetterContainer string

// Storage Queue Data Message Sender, on the one queue: may put messages in, and read none.
var messageSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
// Storage Blob Data Contributor, on the one container: the least built-in role that may write a dead letter.
var blobContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' existing = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' existing = {
  parent: queueService
  name: queueName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: account
  name: 'default'
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: blobs
  name: deadLetterContainer
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  // Communication Services is global, and so is its topic.
  location: 'global'
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource mayDeliver 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(queue.id, name, messageSender)
  scope: queue
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', messageSender)
  }
}

resource mayDeadLetter 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(container.id, name, blobContributor)
  scope: container
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributor)
  }
}

resource delivery 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'inbound'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      // What CarrierEvents reads, and nothing else is paid for.
      includedEventTypes: [
        'Microsoft.Communication.SMSReceived'
        'Microsoft.Communication.SMSDeliveryReportReceived'
        'Microsoft.Communication.EmailDeliveryReportReceived'
      ]
    }
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: account.id
          queueName: queueName
          // A reply does not expire, however long the app is down.
          queueMessageTimeToLiveInSeconds: -1
        }
      }
    }
    // As long as Event Grid tries at all: 30 times within a day. After that the message lies in the container, and an alert says so.
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: account.id
          blobContainerName: deadLetterContainer
        }
      }
    }
  }
  // Event Grid tries the identity's rights when the subscription is made.
  dependsOn: [mayDeliver, mayDeadLetter]
}

output topicId string = topic.id

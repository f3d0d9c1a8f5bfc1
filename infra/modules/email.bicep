metadata description = 'Email: a domain made by Azure at once, and the practice\'s own as soon as it is verified.'

param name string
param tags object
param domain string
param verified bool
param sender string

// An unverified domain cannot be linked, so it waits beside the other until emailDomainVerified says so.
var own = !empty(domain)
var useOwn = own && verified

resource service 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  // Where messages are stored while they are on their way; patients are in the United States.
  properties: { dataLocation: 'United States' }
}

resource managed 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: service
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    // Tracking would put a pixel and rewritten links into mail about someone's health.
    userEngagementTracking: 'Disabled'
  }
}

resource custom 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (own) {
  parent: service
  name: own ? domain : 'none'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource username 'Microsoft.Communication/emailServices/domains/senderUsernames@2025-09-01' = if (useOwn) {
  parent: custom
  name: sender
  properties: {
    username: sender
  }
}

output domainId string = useOwn ? custom.id : managed.id
output from string = useOwn ? '${sender}@${domain}' : 'DoNotReply@${managed.properties.fromSenderDomain}'
// What Communication Services allows a subscription: 30 a minute and 100 an hour from a domain of one's own, 5 and 10 from one made by Azure.
output perMinute int = useOwn ? 30 : 5
output perHour int = useOwn ? 100 : 10
// The DNS records that prove the domain and let its mail through.
output records object = own ? custom!.properties.verificationRecords : {}

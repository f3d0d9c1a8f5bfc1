metadata description = 'The two keys that no identity can replace: what signs links, and what contact points are found by.'

param name string
param location string
param tags object
param locked bool
param workspaceId string
param appPrincipalId string

// Drawn anew at each deployment and used at the first alone (onlyIfNotExists). Four GUIDs hold 488 random bits.
@secure()
param linkKey string = base64('${newGuid()}${newGuid()}${newGuid()}${newGuid()}')

@secure()
param contactKey string = base64('${newGuid()}${newGuid()}${newGuid()}${newGuid()}')

// Key Vault Secrets User: reads values, and can neither list versions into being nor change them.
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    // Roles, not access policies: who may read is seen where all other rights are.
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Without the contact key no text finds its patient and opt-outs are forgotten: in earnest nobody can destroy it before 90 days are over.
    // A trial can be purged, so that azd up works again under the same name. (It cannot be false: once on, it stays on.)
    enablePurgeProtection: locked ? true : null
    publicNetworkAccess: 'Enabled'
  }
}

// Changing it ends all links that are out; see the runbook before you do.
@onlyIfNotExists()
resource link 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'link-key'
  properties: {
    value: linkKey
    contentType: 'base64, signs links'
  }
}

// Must never change.
@onlyIfNotExists()
resource contact 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'contact-key'
  properties: {
    value: contactKey
    contentType: 'base64, finds contact points; must never change'
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, secretsUser)
  scope: vault
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

// Who read a key, and when.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep-keys'
  scope: vault
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the contact key, without which the ledgers cannot be searched: docs/deploy.md.'
  }
}

output vaultName string = vault.name
// Without a version: a link key that is rotated is taken up by itself.
output linkKeyUri string = '${vault.properties.vaultUri}secrets/${link.name}'
output contactKeyUri string = '${vault.properties.vaultUri}secrets/${contact.name}'

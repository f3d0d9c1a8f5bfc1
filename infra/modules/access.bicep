metadata description = 'Who may use the admin API: App Service authentication reads Entra tokens, the app asks for the role Outreach.Admin.'

param appName string
param clientId string

resource site 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName
}

resource authentication 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: site
  name: 'authsettingsV2'
  properties: {
    // On even without a registration: the platform then removes identity headers a caller makes up.
    platform: { enabled: true }
    // Patients and providers come with signed links and have no account; the app itself turns away who lacks link or role.
    globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
    httpSettings: { requireHttps: true }
    identityProviders: {
      azureActiveDirectory: empty(clientId) ? { enabled: false } : {
        enabled: true
        registration: {
          clientId: clientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: { allowedAudiences: [clientId, 'api://${clientId}'] }
      }
    }
    login: {
      // The app has no use for the tokens, so none are kept.
      tokenStore: { enabled: false }
    }
  }
}

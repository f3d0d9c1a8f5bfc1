// For az deployment sub create and what-if, without azd. The practice's own values come from the environment, under azd's names for them.
using 'main.bicep'

param stage = 'production'
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'production')
param location = readEnvironmentVariable('AZURE_LOCATION', 'eastus2')
param alertEmail = readEnvironmentVariable('OUTREACH_ALERT_EMAIL')
param smsFrom = readEnvironmentVariable('OUTREACH_SMS_FROM', '')
param emailDomain = readEnvironmentVariable('OUTREACH_EMAIL_DOMAIN', '')
param emailDomainVerified = readEnvironmentVariable('OUTREACH_EMAIL_DOMAIN_VERIFIED', 'false')
param emailSender = readEnvironmentVariable('OUTREACH_EMAIL_SENDER', 'care')
param emailReplyTo = readEnvironmentVariable('OUTREACH_EMAIL_REPLY_TO', '')
param publicAddress = readEnvironmentVariable('OUTREACH_PUBLIC_ADDRESS', '')
param otlpEndpoint = readEnvironmentVariable('OUTREACH_OTLP_ENDPOINT', '')
param clocks = readEnvironmentVariable('OUTREACH_CLOCKS', 'storage')
param entraClientId = readEnvironmentVariable('OUTREACH_ENTRA_CLIENT_ID', '')

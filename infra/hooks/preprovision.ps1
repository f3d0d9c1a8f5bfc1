# preprovision.sh for Windows; the reasons stand there.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$infra = Split-Path $PSScriptRoot
$graph = 'https://graph.microsoft.com/v1.0'
$adminRole = '3f0a9a52-8c1d-4f0e-9f57-0d2b6a4be7a1'
$json = 'Content-Type=application/json'
$body = New-TemporaryFile

if (-not $env:OUTREACH_ALERT_EMAIL) { throw 'Say first who is written to when something is wrong: azd env set OUTREACH_ALERT_EMAIL someone@example.org' }
az account show --output none
if (-not $env:OUTREACH_BUDGET_START) { azd env set OUTREACH_BUDGET_START ([DateTime]::UtcNow.ToString('yyyy-MM-01')) }

$name = "Outreach ($env:AZURE_ENV_NAME)"
$id = $env:OUTREACH_ENTRA_CLIENT_ID
if (-not $id) { $id = az ad app list --display-name $name --query "[?displayName=='$name'].appId" --output tsv }
if (@($id).Count -gt 1) { throw "There are several Entra applications named $name. Say which: azd env set OUTREACH_ENTRA_CLIENT_ID ID" }
if (-not $id) { $id = az ad app create --display-name $name --sign-in-audience AzureADMyOrg --query appId --output tsv }
azd env set OUTREACH_ENTRA_CLIENT_ID $id

(Get-Content "$infra/entra/application.json" -Raw).Replace('CLIENT_ID', $id) | Set-Content $body
az rest --method PATCH --url "$graph/applications(appId='$id')" --headers $json --body "@$body" --output none
az rest --method PATCH --url "$graph/applications(appId='$id')" --headers $json --body "@$infra/entra/preauthorized.json" --output none

$principal = az ad sp list --filter "appId eq '$id'" --query '[].id' --output tsv
if (-not $principal) { $principal = az ad sp create --id $id --query id --output tsv }
Set-Content $body '{"appRoleAssignmentRequired": true}'
az rest --method PATCH --url "$graph/servicePrincipals/$principal" --headers $json --body "@$body" --output none

$PSNativeCommandUseErrorActionPreference = $false
$person = az ad signed-in-user show --query id --output tsv 2>$null
$PSNativeCommandUseErrorActionPreference = $true
if ($person) {
  $has = az rest --method GET --url "$graph/servicePrincipals/$principal/appRoleAssignedTo" --query "length(value[?principalId=='$person' && appRoleId=='$adminRole'])" --output tsv
  if ($has -eq '0') {
    Set-Content $body "{`"principalId`": `"$person`", `"resourceId`": `"$principal`", `"appRoleId`": `"$adminRole`"}"
    az rest --method POST --url "$graph/servicePrincipals/$principal/appRoleAssignedTo" --headers $json --body "@$body" --output none
  }
}
Remove-Item $body
